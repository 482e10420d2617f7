import { systemClock } from '@ksef/core';
import { checkOptions } from '@ksef/core/internal';
import { Outbox } from './outbox.js';
import { OutboxBook } from './outbox-book.js';
import { OutboxLedger } from './outbox-ledger.js';
import { type OutboxOptions, outboxChecks } from './outbox-options.js';

/**
 * Opens an outbox for invoices that are issued offline. It stores them in a journal, so that a killed process, or its
 * successor, sends the waiting ones. The sender with its own journal ensures that each reaches KSeF exactly once.
 *
 * @throws InvalidInputError `INVALID_OPTION`, `INVALID_RUN_ID`
 * @throws KsefError `JOURNAL_IN_USE` while another process holds it
 * @throws IntegrityError `JOURNAL_CORRUPT`
 * @example
 * ```ts
 * import { createKsef, fileJournal } from '@ksef/client';
 * import { environments, nip } from '@ksef/core';
 * import { createLatarnia, latarniaUrls, openOutbox } from '@ksef/offline';
 * import { offlineLinksOf } from '@ksef/qr/invoice';
 * import type { CertificateSigner } from '@ksef/qr/certificate';
 *
 * declare const signer: CertificateSigner; // with your certificate of type Offline
 * declare const xml: Uint8Array;
 * const journal = fileJournal('./journal');
 * const outbox = await openOutbox({
 *   journal,
 *   runId: 'shop-offline',
 *   codes: (file) => offlineLinksOf(file, { environment: environments.prd, signer }),
 *   certificate: { serialNumber: '0123456789ABCDEF', validTo: '2027-11-30T12:00:00Z' },
 *   latarnia: createLatarnia({ url: latarniaUrls.prd }),
 * });
 * const { invoiceLink, certificateLink, label, sendBy } = await outbox.issue({ name: 'order 17', content: xml });
 * console.log(invoiceLink, certificateLink, label, sendBy);
 *
 * const ksef = createKsef({
 *   environment: 'prd',
 *   credentials: { ksefToken: process.env.KSEF_TOKEN ?? '' },
 *   context: nip('5265877635'),
 * });
 * const sender = await ksef.openSender({ journal, runId: 'shop' });
 * outbox.start(sender);
 * ```
 */
export async function openOutbox(options: OutboxOptions): Promise<Outbox> {
  checkOptions<OutboxOptions>(options, outboxChecks);
  const { journal, runId, signal, clock = systemClock } = options;
  const run = await journal.open(runId, { signal });
  try {
    const book = new OutboxBook();
    for await (const entry of run.entries({ signal })) book.apply(entry);
    return new Outbox(new OutboxLedger(options, run, book, clock));
  } catch (error) {
    await run.close();
    throw error;
  }
}
