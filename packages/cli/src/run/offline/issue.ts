import { type IssuedInvoice, type IssueMode, ksefProbe } from '@ksef/offline';
import { offlineLinksOf } from '@ksef/qr/invoice';
import type { Run } from '../../command/command-spec.js';
import { findLatarnia } from '../../connect/find-latarnia.js';
import { namedEnvironment } from '../../connect/named-environment.js';
import { readInputs, stem } from '../../files/read-inputs.js';
import { inFolder, writeWhole } from '../../files/write-output.js';
import { exitCodes } from '../../output/cli-error.js';
import { issuedColumns } from './issued-columns.js';
import { offlineKey } from './offline-key.js';
import { openCliOutbox } from './open-outbox.js';

/** `ksef offline issue`: issues invoices by storing them in the outbox, and prints their codes and deadlines. */
export const issue: Run = async (call) => {
  const { signal } = call;
  const place = await namedEnvironment(call);
  const { environment } = place;
  const { signer, certificate } = await offlineKey(call);
  const latarnia = findLatarnia(call, place);
  const mode = call.text('mode') as IssueMode | undefined;
  const folder = call.text('codes');
  const outbox = await openCliOutbox(call, place.environmentName, {
    codes: (file, options) => offlineLinksOf(file, { environment, signer, ...options }),
    certificate,
    probe: ksefProbe({ environment }),
    latarnia,
  });
  try {
    const issued = async function* (): AsyncGenerator<IssuedInvoice> {
      for await (const { name, content } of readInputs(call)) {
        const invoice = await outbox.issue({ name, content }, { mode, signal });
        if (folder !== undefined) await writeCodes(folder, invoice);
        for (const { message } of invoice.warnings) call.out.warn(message);
        yield invoice;
      }
    };
    await call.out.list(issuedColumns(call), issued());
  } finally {
    await outbox.close();
  }
  return signal.aborted ? exitCodes.interrupted : exitCodes.ok;
};

/** Both codes as pictures, named after the invoice. */
async function writeCodes(folder: string, issued: IssuedInvoice): Promise<void> {
  const { name = '', invoiceLink, certificateLink, label } = issued;
  if (invoiceLink === undefined || certificateLink === undefined) return;
  const { qrPng } = await import('@ksef/qr/image');
  const file = (kind: string) => inFolder(folder, `${stem(name)}-${kind}.png`);
  await writeWhole(file('kod-1'), await qrPng(invoiceLink, label === undefined ? {} : { label }));
  await writeWhole(file('kod-2'), await qrPng(certificateLink, { label: 'CERTYFIKAT' }));
}
