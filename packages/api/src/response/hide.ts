/** Removes secrets that were sent from a text that came back. */
export type Hide = (text: string) => string;

/** Hides this secret. A value shorter than any KSeF token is kept, because it would match parts of words. */
export function hiding(secret: string | undefined): Hide {
  return (text) => (secret && secret.length > 7 ? text.replaceAll(secret, '[redacted]') : text);
}
