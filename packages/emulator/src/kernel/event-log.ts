/** Something that happened. No event carries a secret. */
export interface EmulatorEvent {
  readonly type: string;
  /** ISO 8601, by the emulator's clock. */
  readonly timestamp: string;
  readonly [member: string]: unknown;
}

/** What an event tells: at once, or as it is when somebody asks. */
export type EventData = Readonly<Record<string, unknown>> | (() => Readonly<Record<string, unknown>>);

/** Put into words only when somebody asks for events. */
interface RecordedEvent {
  readonly type: string;
  readonly at: number;
  readonly data: EventData;
}

const eventsKept = 50_000;

/** The latest events of an emulator. */
export class EventLog {
  readonly #now: () => number;
  readonly #timestamp: (ms: number) => string;
  #events: RecordedEvent[] = [];

  constructor(now: () => number, timestamp: (ms: number) => string) {
    this.#now = now;
    this.#timestamp = timestamp;
  }

  record(type: string, data: EventData): void {
    this.#events.push({ type, at: this.#now(), data });
    if (this.#events.length > eventsKept) this.#events = this.#events.slice(-eventsKept / 2);
  }

  /** Those of one type, or all. */
  list(type?: string): readonly EmulatorEvent[] {
    return this.#events
      .filter((event) => type === undefined || event.type === type)
      .map(({ type: kind, at, data }) => ({
        ...(typeof data === 'function' ? data() : data),
        type: kind,
        timestamp: this.#timestamp(at),
      }));
  }

  clear(): void {
    this.#events = [];
  }
}
