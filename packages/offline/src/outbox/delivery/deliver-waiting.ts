import { endOfPolishDay } from '@ksef/core/internal';
import type { OfflineRefusal } from '../issued-invoice.js';
import type { OutboxLedger } from '../outbox-ledger.js';
import type { OutboxRecord } from '../outbox-record.js';
import type { OutboxSender } from '../outbox-sender.js';
import { askForCorrection } from './correct-record.js';
import { deliverOne } from './deliver-one.js';
import { mapSome } from './map-some.js';

/** The result of a round: the finished invoices, and why the others wait. */
export interface Round {
  readonly ended: readonly OutboxRecord[];
  readonly reason: string | undefined;
}

/** How many contents are in memory at a time when they come from the journal. */
const batchSize = 100;
/** If this many technical corrections of one invoice did not help, further ones will not. */
const mostCorrections = 5;

/** Sends the waiting invoices, earliest deadline first. Ends early when KSeF cannot be reached. */
export async function deliverWaiting(
  ledger: OutboxLedger,
  sender: OutboxSender,
  signal: AbortSignal | undefined,
): Promise<Round> {
  const ended: OutboxRecord[] = [];
  let reason: string | undefined;
  const all = inOrder(ledger);
  for (let at = 0; at < all.length && reason === undefined; at += batchSize) {
    const batch = all.slice(at, at + batchSize);
    const contents = await ledger.contents.load(
      batch.map(({ file }) => file),
      signal,
    );
    await mapSome(batch, ledger.options.concurrency ?? 4, async (record) => {
      const content = contents.get(record.file.hash);
      if (reason !== undefined || content === undefined) return;
      const waits = await bringToEnd(ledger, sender, record, content, signal);
      if (waits === undefined) ended.push(record);
      else reason ??= waits;
    });
  }
  return { ended, reason };
}

function inOrder(ledger: OutboxLedger): readonly OutboxRecord[] {
  const last = '9999';
  const open = ledger.book.open().map((record) => ({ record, sendBy: ledger.deadline(record) ?? last }));
  return open
    .sort((a, b) => (a.sendBy < b.sendBy ? -1 : Number(a.sendBy > b.sendBy)))
    .map(({ record }) => record);
}

/**
 * Sends one invoice until it is final, with technical corrections if there are any. Returns why it waits, if it does.
 */
async function bringToEnd(
  ledger: OutboxLedger,
  sender: OutboxSender,
  record: OutboxRecord,
  content: Uint8Array,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  for (let sent = content; ; ) {
    if (record.refusal === undefined) {
      const outcome = await deliverOne(sender, record, sent, signal);
      if (outcome.what === 'waiting') return outcome.reason;
      if (outcome.what === 'accepted') {
        await accept(ledger, record, outcome.ksefNumber);
        return undefined;
      }
      await refuse(ledger, record, outcome.refusal);
    }
    const correction = await askForCorrection(ledger, record, sent, signal);
    if (correction === undefined) return undefined;
    sent = correction;
  }
}

async function accept(ledger: OutboxLedger, record: OutboxRecord, ksefNumber: string): Promise<void> {
  const { hash, issued, files } = record;
  const sendBy = ledger.deadline(record);
  await ledger.write({ type: 'offline-accepted', hash, ksefNumber, at: ledger.timestamp() });
  for (const file of files) ledger.contents.forget(file);
  const isLate = sendBy !== undefined && ledger.clock.now() >= endOfPolishDay(sendBy);
  ledger.emit({ type: 'offline-accepted', name: issued.name, invoiceHash: hash, ksefNumber, isLate });
}

async function refuse(ledger: OutboxLedger, record: OutboxRecord, given: OfflineRefusal): Promise<void> {
  const { hash, file, issued } = record;
  const { code, reason } = given;
  const refusal = { code, reason, canCorrect: given.canCorrect && record.files.size <= mostCorrections };
  await ledger.write({
    type: 'offline-refused',
    hash,
    refused: file.hash,
    ...refusal,
    at: ledger.timestamp(),
  });
  ledger.emit({ type: 'offline-refused', name: issued.name, invoiceHash: hash, ...refusal });
}
