import {
  type BuiltInvoice,
  buildInvoice,
  correctInvoice,
  correctToZero,
  type InvoiceChange,
  type InvoiceData,
} from '@ksef/invoice';
import { readInvoiceData } from '@ksef/invoice/read';
import { z } from 'zod';
import type { Answer } from '../answers/answer.js';
import { checkInvoice, verdict } from './check-invoice.js';
import { documentInput, findDocument } from './find-document.js';
import { type Desk, defineTool } from './tool.js';

const anyObject = z.record(z.string(), z.unknown());

export const build = defineTool({
  name: 'build_invoice',
  title: 'Draft an invoice',
  description: `Builds an invoice of FA(3) from data, works out its totals, and checks it. It becomes a draft of this session; nothing is sent.
Data, e.g.: {"number":"FV 1/2026","issueDate":"2026-02-01","seller":{"nip":"5265877635","name":"Sklep sp. z o.o.","address":"ul. Prosta 1, 00-001 Warszawa"},"buyer":{"nip":"1111111111","name":"Klient S.A.","address":"ul. Polna 2, 30-002 Kraków"},"lines":[{"name":"Rower","quantity":2,"unit":"szt.","netPrice":"1000.00","rate":"23"}],"payment":{"due":"2026-02-15","means":"transfer","accounts":"61109010140000071219812874"}}
All fields: describe_invoice_data.`,
  needsKsef: false,
  input: { data: anyObject.describe('The invoice as data, as in the description') },
  run: async (desk, { data }, { signal }) =>
    drafted(desk, buildInvoice(data as unknown as InvoiceData), signal),
});

export const correct = defineTool({
  name: 'correct_invoice',
  title: 'Draft a correction',
  description: `Builds a correction (KOR) of an invoice, and checks it. It becomes a draft of this session; nothing is sent.
The change has number, issueDate, reason, and what should be from now on: lines (all of them), buyer or seller. With toZero it needs none of the latter.`,
  needsKsef: false,
  input: {
    ...documentInput,
    change: anyObject.describe(
      'e.g. {"number":"K 1/2026","issueDate":"2026-03-01","reason":"zwrot"}; ksefNumber of the original, if it is not named by it',
    ),
    toZero: z.boolean().default(false).describe('Cancel the whole invoice'),
  },
  async run(desk, { change, toZero, ...named }, { signal }) {
    const { bytes, ksefNumber } = await findDocument(desk, named, signal);
    const { data } = readInvoiceData(bytes);
    const complete = (ksefNumber === undefined
      ? change
      : { ksefNumber, ...change }) as unknown as InvoiceChange;
    const corrected = toZero ? correctToZero(data, complete) : correctInvoice(data, complete);
    return drafted(desk, buildInvoice(corrected), signal);
  },
});

async function drafted(
  desk: Desk,
  { xml, totals, issues }: BuiltInvoice,
  signal: AbortSignal,
): Promise<Answer> {
  const draft = desk.shelf.keepDraft(xml);
  const checked = await checkInvoice(xml, desk.language, signal);
  const link = await desk.shelf.publish({ name: `${draft}.xml`, mimeType: 'application/xml', bytes: xml });
  return {
    about: `A draft, not sent: ${draft}. ${verdict(checked)}`,
    data: { draft, totals, remarks: issues, validation: checked },
    links: [link],
  };
}
