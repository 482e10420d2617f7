import type { LatarniaMessage } from './latarnia-message.js';

/** An outage of KSeF that Latarnia announced, combined from its messages. */
export interface Outage {
  /** The same for the same outage, whenever it is read. */
  readonly id: string;
  readonly category: Exclude<LatarniaMessage['category'], 'unknown'>;
  /** RFC 3339. */
  readonly start: string;
  /** RFC 3339; undefined while it is unknown. */
  readonly end?: string | undefined;
}

/** The outages in messages. A message without category or start is ignored. */
export function outagesOf(messages: readonly LatarniaMessage[]): readonly Outage[] {
  const outages = new Map<string, Outage>();
  // Later versions correct earlier ones, and an end comes after its start.
  for (const message of [...messages].sort(byAge)) {
    const { category, start, published } = message;
    if (category === 'unknown' || start === undefined) continue;
    const id = message.eventId === undefined ? message.id : `${category} ${message.eventId}`;
    const known = outages.get(id);
    const isEnd = message.type === 'FAILURE_END';
    // An end without a time is the time of its announcement.
    const end = message.end ?? (isEnd ? (published ?? start) : known?.end);
    outages.set(id, { id, category, start: isEnd ? (known?.start ?? start) : start, end });
  }
  return [...outages.values()];
}

/** Whether an outage is ongoing at an instant, as far as known. */
export function outageIsOn({ start, end }: Outage, now: number): boolean {
  return Date.parse(start) <= now && (end === undefined || now < Date.parse(end));
}

function byAge(one: LatarniaMessage, other: LatarniaMessage): number {
  return (
    rank(one) - rank(other) ||
    (one.version ?? 0) - (other.version ?? 0) ||
    Date.parse(one.published ?? '') - Date.parse(other.published ?? '') ||
    0
  );
}

function rank({ type }: LatarniaMessage): number {
  return type === 'FAILURE_END' ? 1 : 0;
}
