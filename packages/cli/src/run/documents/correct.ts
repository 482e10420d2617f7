import { correctInvoice, correctToZero, type InvoiceChange } from '@ksef/invoice';
import { readInvoiceData } from '@ksef/invoice/read';
import type { Run } from '../../command/command-spec.js';
import { readInputs, readJson } from '../../files/read-inputs.js';
import { writeInvoice } from './build.js';

/** `ksef correct`: a correction of an invoice. */
export const correct: Run = async (call) => {
  const [file = '', changeFile = ''] = call.args;
  const ksefNumber = call.text('ksefNumber');
  for await (const { content } of readInputs(call, [file])) {
    const given = (await readJson(call, changeFile)) as InvoiceChange;
    const change = ksefNumber === undefined ? given : { ...given, ksefNumber };
    const { data } = readInvoiceData(content);
    await writeInvoice(
      call,
      call.flag('toZero') ? correctToZero(data, change) : correctInvoice(data, change),
    );
    return undefined;
  }
  throw call.usage({ en: `${file} has no invoice.`, pl: `${file} nie zawiera faktury.` });
};
