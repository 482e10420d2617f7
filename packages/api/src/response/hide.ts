/** Takes out of a text that came back what was sent as a secret. */
export type Hide = (text: string) => string;

/** Hides this secret. What is shorter than any token of KSeF's stays: it would be found in words. */
export function hiding(secret: string | undefined): Hide {
  return (text) => (secret && secret.length > 7 ? text.replaceAll(secret, '[redacted]') : text);
}
