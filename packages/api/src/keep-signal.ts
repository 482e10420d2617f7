const signals = /* @__PURE__ */ new WeakMap<ReadableStream, AbortSignal>();

/**
 * Lets the signal live as long as the body: Node 20 may collect one made by AbortSignal.any on which nothing but an
 * unread body depends, and then the body never hears of an abort.
 */
export function keepSignal(body: ReadableStream | null, signal: AbortSignal): void {
  if (body !== null) signals.set(body, signal);
}
