import { readInvoiceData } from '@ksef/invoice/read';
import type { Run } from '../../command/command-spec.js';
import { readInputs } from '../../files/read-inputs.js';

/** `ksef read`: invoices as data; one JSON object a line, indented on a terminal. */
export const read: Run = async (call) => {
  const indent = call.out.isTerminal && !call.out.isJson ? 2 : undefined;
  for await (const { name, content } of readInputs(call))
    await call.out.line(JSON.stringify({ name, ...readInvoiceData(content) }, null, indent));
  return undefined;
};
