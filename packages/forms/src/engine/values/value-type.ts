/** What a field may hold. */
export interface ValueType {
  /** Whether models keep the text as it is, and not as `prepare` makes it. */
  readonly keepsText: boolean;
  /** The text that counts: white space replaced or collapsed as the type wants it. */
  prepare(text: string): string;
  /** What is wrong with a prepared text; undefined if it is valid. */
  problemOf(prepared: string): string | undefined;
  /** A prepared text as a model keeps it. */
  keep(prepared: string): string;
}

/** A part of `problemOf`. */
export type Check = (prepared: string) => string | undefined;

/** Short enough for a message. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}
