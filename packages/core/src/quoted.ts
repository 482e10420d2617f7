/**
 * An input for an error message: text in quotes, and only the first 100 characters of long input. A message must not
 * carry a megabyte into logs.
 */
export function quoted(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 100));
  return typeof value === 'object' && value ? 'an object' : String(value).slice(0, 100);
}

/** The beginning of a text that may be long, with an ellipsis where it was cut. */
export function shortened(text: string, most = 100): string {
  return text.length > most ? `${text.slice(0, most)}…` : text;
}
