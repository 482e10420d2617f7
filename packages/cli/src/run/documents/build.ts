import { type BuiltInvoice, buildInvoice, type InvoiceData } from '@ksef/invoice';
import type { Call } from '../../command/call.js';
import type { Run } from '../../command/command-spec.js';
import { readJson } from '../../files/read-inputs.js';
import { writeWhole } from '../../files/write-output.js';

/** An invoice that was built into a file. */
export interface BuiltFile extends Pick<BuiltInvoice, 'totals' | 'issues'> {
  readonly file: string;
  readonly number: string;
}

/** `ksef build`: an invoice from data. */
export const build: Run = async (call) => {
  await writeInvoice(call, (await readJson(call, call.arg(0))) as InvoiceData);
  return undefined;
};

/** Builds and writes an invoice, and reports warnings. */
export async function writeInvoice(call: Call, data: InvoiceData): Promise<void> {
  const { xml, totals, issues } = buildInvoice(data);
  for (const { message } of issues) call.out.warn(message);
  const file = call.text('out');
  if (file === undefined) {
    await call.out.write(xml);
    return;
  }
  await writeWhole(file, xml);
  const gross = String(totals.gross);
  const built: BuiltFile = { file, number: data.number, totals, issues };
  await call.out.show(built, [
    [call.say({ en: 'file', pl: 'plik' }), file],
    [call.say({ en: 'invoice', pl: 'faktura' }), data.number],
    [call.say({ en: 'gross', pl: 'brutto' }), `${gross} ${data.currency ?? 'PLN'}`],
  ]);
}
