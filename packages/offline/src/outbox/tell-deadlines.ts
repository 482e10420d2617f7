import { endOfPolishDay } from '@ksef/core/internal';
import type { OutboxLedger } from './outbox-ledger.js';

const fourHoursMs = 4 * 60 * 60 * 1000;

/** Reports near and missed deadlines, each once. */
export function tellDeadlines(ledger: OutboxLedger): void {
  const { book, clock, emit } = ledger;
  const { warnBeforeMs = fourHoursMs } = ledger.options;
  const now = clock.now();
  for (const record of book.unfinished) {
    const sendBy = ledger.deadline(record);
    if (sendBy === undefined) continue;
    const leftMs = endOfPolishDay(sendBy) - now;
    const what = leftMs <= 0 ? 'missed' : leftMs <= warnBeforeMs ? 'near' : undefined;
    const { told, hash: invoiceHash, issued } = record;
    // After the clock was set back, a missed deadline is not reported as near.
    const isTold = told?.sendBy === sendBy && (told.what === what || told.what === 'missed');
    if (what === undefined || isTold) continue;
    record.told = { sendBy, what };
    emit({ type: `deadline-${what}`, name: issued.name, invoiceHash, sendBy, leftMs });
  }
}
