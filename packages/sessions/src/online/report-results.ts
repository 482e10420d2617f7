import type { Clock } from '@ksef/core';
import { stopwatch } from '@ksef/core/internal';
import type { SessionEvent } from '../events/index.js';
import type { InvoiceResult } from '../invoice/index.js';

/** Emits an event for each result of a call, and one for all of them at its end. */
export function reportResults(clock: Clock, onEvent: ((event: SessionEvent) => void) | undefined) {
  const counts = { accepted: 0, duplicate: 0, rejected: 0, failed: 0 };
  const callMs = stopwatch(clock);
  return {
    async one(work: () => Promise<InvoiceResult>): Promise<InvoiceResult> {
      const elapsedMs = stopwatch(clock);
      const result = await work();
      const { index, status, ksefNumber, error } = result;
      counts[status]++;
      const errorCode = error && String((error as { readonly code?: unknown }).code ?? error.name);
      const durationMs = elapsedMs();
      onEvent?.({ type: 'invoice-finished', index, status, ksefNumber, errorCode, durationMs });
      return result;
    },
    all(openSessions: readonly string[]): void {
      onEvent?.({ type: 'sending-finished', ...counts, openSessions, durationMs: callMs() });
    },
  };
}
