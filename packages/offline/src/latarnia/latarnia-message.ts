/** The states that Latarnia reports. Any other or missing value becomes `unknown`. */
export type LatarniaState = 'AVAILABLE' | 'MAINTENANCE' | 'FAILURE' | 'TOTAL_FAILURE' | 'unknown';

/** One announcement of Latarnia, unchanged. Texts are Polish. */
export interface LatarniaMessage {
  readonly id: string;
  /** The same in all messages of one outage. */
  readonly eventId?: number | undefined;
  readonly category: Exclude<LatarniaState, 'AVAILABLE'>;
  readonly type: 'FAILURE_START' | 'FAILURE_END' | 'MAINTENANCE_ANNOUNCEMENT' | 'unknown';
  readonly title: string;
  readonly text: string;
  /** RFC 3339. */
  readonly start?: string | undefined;
  /** RFC 3339; undefined while it is unknown. */
  readonly end?: string | undefined;
  readonly version?: number | undefined;
  /** RFC 3339. */
  readonly published?: string | undefined;
}

const states = ['AVAILABLE', 'MAINTENANCE', 'FAILURE', 'TOTAL_FAILURE'] as const;
const categories = ['MAINTENANCE', 'FAILURE', 'TOTAL_FAILURE'] as const;
const types = ['FAILURE_START', 'FAILURE_END', 'MAINTENANCE_ANNOUNCEMENT'] as const;
const longestLabel = 500;
const longestText = 10_000;
const mostMessages = 1_000;

/** Converts a status to one of the known ones. */
export function readState(value: unknown): LatarniaState {
  return known(states, value);
}

/** A list of messages. Items that are not objects are omitted, and missing fields are empty or undefined. */
export function readMessages(value: unknown): readonly LatarniaMessage[] {
  if (!Array.isArray(value)) return [];
  return value.slice(0, mostMessages).filter(isObject).map(readMessage);
}

function readMessage(given: Readonly<Record<string, unknown>>): LatarniaMessage {
  return {
    id: textOf(given.id, longestLabel),
    eventId: numberOf(given.eventId),
    category: known(categories, given.category),
    type: known(types, given.type),
    title: textOf(given.title, longestLabel),
    text: textOf(given.text, longestText),
    start: instantOf(given.start),
    end: instantOf(given.end),
    version: numberOf(given.version),
    published: instantOf(given.published),
  };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function known<T extends string>(words: readonly T[], value: unknown): T | 'unknown' {
  return words.find((word) => word === value) ?? 'unknown';
}

function textOf(value: unknown, longest: number): string {
  return typeof value === 'string' ? value.slice(0, longest) : '';
}

function numberOf(value: unknown): number | undefined {
  return Number.isSafeInteger(value) ? (value as number) : undefined;
}

/** Only with its offset: without one, the instant is ambiguous. */
function instantOf(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > 40) return undefined;
  if (!/^\d{4}-\d\d-\d\dT[\d:.]{5,20}(?:Z|[+-]\d\d:?\d\d)$/i.test(value)) return undefined;
  return Number.isNaN(Date.parse(value)) ? undefined : value;
}
