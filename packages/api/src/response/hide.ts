/** Takes out of a text that came back what was sent as a secret. */
export type Hide = (text: string) => string;

/** Hides this secret. */
export function hiding(secret: string | undefined): Hide {
  return (text) => (secret ? text.replaceAll(secret, '[redacted]') : text);
}
