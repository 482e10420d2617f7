/** Something that happened. No event carries a secret. */
export interface EmulatorEvent {
  /** Counts up, also over a reset: give the last one as `after` to get what is new. */
  readonly id: number;
  readonly type: string;
  /** ISO 8601, by the emulator's clock. */
  readonly timestamp: string;
  readonly [member: string]: unknown;
}

/** Which events to list. */
export interface EventFilter {
  readonly type?: string | undefined;
  /** Part of any of its values. */
  readonly text?: string | undefined;
  /** `id` of the last event that you have: lists those after it. */
  readonly after?: number | undefined;
  /** The latest so many at most. */
  readonly maxEvents?: number | undefined;
}

/** The data of an event: computed at once, or when it is read. */
export type EventData = Readonly<Record<string, unknown>> | (() => Readonly<Record<string, unknown>>);

/** Put into words only when somebody asks for events. */
interface RecordedEvent {
  readonly id: number;
  readonly type: string;
  readonly at: number;
  readonly data: EventData;
}

const eventsKept = 50_000;

/** The latest events of an emulator. */
export class EventLog {
  readonly #now: () => number;
  readonly #timestamp: (ms: number) => string;
  readonly #listeners = new Set<() => void>();
  #events: RecordedEvent[] = [];
  #lastId = 0;

  constructor(now: () => number, timestamp: (ms: number) => string) {
    this.#now = now;
    this.#timestamp = timestamp;
  }

  /** Of the latest event; 0 before the first. */
  get lastId(): number {
    return this.#lastId;
  }

  record(type: string, data: EventData): void {
    this.#events.push({ id: ++this.#lastId, type, at: this.#now(), data });
    if (this.#events.length > eventsKept) this.#events = this.#events.slice(-eventsKept / 2);
    for (const listener of this.#listeners) listener();
  }

  /** Oldest first. */
  list({ type, text = '', after = 0, maxEvents = eventsKept }: EventFilter = {}): readonly EmulatorEvent[] {
    const part = text.toLowerCase();
    const found: EmulatorEvent[] = [];
    for (let index = this.#events.length - 1; index >= 0 && found.length < maxEvents; index--) {
      const event = this.#events[index] as RecordedEvent;
      if (event.id <= after) break;
      if (type !== undefined && event.type !== type) continue;
      const shown = this.#show(event);
      if (part === '' || valuesOf(shown).some((value) => value.toLowerCase().includes(part)))
        found.push(shown);
    }
    return found.reverse();
  }

  /** Calls back whenever an event is recorded, until the returned function is called. */
  onRecord(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  clear(): void {
    this.#events = [];
  }

  #show({ id, type, at, data }: RecordedEvent): EmulatorEvent {
    return { ...(typeof data === 'function' ? data() : data), id, type, timestamp: this.#timestamp(at) };
  }
}

function valuesOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [String(value)];
  return Object.values(value).flatMap(valuesOf);
}
