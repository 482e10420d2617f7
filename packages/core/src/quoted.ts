const longest = 100;

/**
 * What was given, for an error message: as JSON, and of long input only the beginning. A message must not carry a
 * megabyte into logs.
 */
export function quoted(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(shortened(value));
  if (typeof value === 'bigint' || typeof value === 'symbol') return shortened(String(value));
  if (typeof value === 'function') return 'a function';
  if (typeof value !== 'object' || value === null) return String(value);
  return Array.isArray(value) ? 'an array' : 'an object';
}

/** The beginning of a text that may be long, with an ellipsis where it was cut. */
export function shortened(text: string, most = longest): string {
  return text.length <= most ? text : `${text.slice(0, most)}… (${text.length} characters)`;
}
