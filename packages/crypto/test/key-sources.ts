import type { Clock } from '@ksef/core';
import type { PublicKeyCertificate } from '../src/index.js';

/** A clock that stands still until it is set. */
export const clockAt = (instant: string): Clock & { set(instant: string): void } => {
  let now = Date.parse(instant);
  const set = (to: string) => {
    now = Date.parse(to);
  };
  return { now: () => now, sleep: async () => {}, set };
};

/** A source that counts, answers when told to, and keeps the signals it was given. */
export function makeSource(answer: () => readonly PublicKeyCertificate[]) {
  const source = {
    calls: 0,
    signals: [] as AbortSignal[],
    gate: Promise.resolve(),
    async listPublicKeys({ signal }: { signal?: AbortSignal | undefined } = {}) {
      source.calls++;
      if (signal !== undefined) source.signals.push(signal);
      await source.gate;
      signal?.throwIfAborted();
      return answer();
    },
  };
  return source;
}
