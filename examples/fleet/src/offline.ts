import { nip } from '@ksef/core';
import { type IssuedInvoice, openOutbox } from '@ksef/offline';
import { offlineLinksOf } from '@ksef/qr/invoice';
import type { SessionJournal } from '@ksef/sessions';
import { readCertificate } from '@ksef/signing';
import type { Books } from './books.js';
import { offlineSigner } from './certificates.js';
import type { FleetSettings } from './settings.js';

/** Issues invoices of a company offline, and gives the codes to print. Called again with the same ids it gives the same codes. */
export type IssueOffline = (company: string, ids: readonly string[]) => Promise<readonly IssuedInvoice[]>;

/**
 * Each company has an outbox in the journal that all machines share. Add the job of {@link deliveryOf} afterwards: whichever machine
 * is alive when KSeF answers again sends what waits. While it does, opening the outbox fails with `JOURNAL_IN_USE`: try again.
 */
export function offlineIssuer(
  settings: FleetSettings,
  { books, journal }: { readonly books: Books; readonly journal: SessionJournal },
): IssueOffline {
  const { environment } = settings;
  return async (company, ids) => {
    const signer = await offlineSigner(settings, { type: 'Nip', value: nip(company) });
    const { serialNumber, validFrom, validTo } = await readCertificate(
      signer.certificateChain[0] ?? new Uint8Array(),
    );
    const certificate = { serialNumber, validFrom, validTo };
    const { runId } = deliveryOf(company).data;
    const codes = (file: Uint8Array) => offlineLinksOf(file, { environment, signer });
    const outbox = await openOutbox({ journal, runId, codes, certificate });
    try {
      const issued: IssuedInvoice[] = [];
      for (const name of ids)
        issued.push(await outbox.issue({ name, content: await books.loadInvoice(name) }));
      return issued;
    } finally {
      await outbox.close();
    }
  };
}

/** The job that sends what a company has issued offline. */
export function deliveryOf(company: string) {
  return { kind: 'deliver', data: { context: company, runId: `${company}-offline` } } as const;
}
