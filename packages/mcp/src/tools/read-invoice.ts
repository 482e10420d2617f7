import { readInvoiceData } from '@ksef/invoice/read';
import { z } from 'zod';
import { documentInput, findDocument } from './find-document.js';
import { defineTool } from './tool.js';

export const readInvoice = defineTool({
  name: 'read_invoice',
  title: 'Read an invoice',
  description:
    'Gives an invoice of any form as data with English names: parties, lines, totals, payment. Long invoices come in pieces, by firstLine and maxLines.',
  needsKsef: false,
  input: {
    ...documentInput,
    firstLine: z.number().int().min(1).default(1).describe('The first of the lines to give, from 1'),
    maxLines: z.number().int().min(0).max(500).default(100),
  },
  async run(desk, { firstLine, maxLines, ...named }, { signal }) {
    const { bytes, ksefNumber, draft } = await findDocument(desk, named, signal);
    const { form, data } = readInvoiceData(bytes);
    const { lines = [], attachment, ...rest } = data;
    const part = lines.slice(firstLine - 1, firstLine - 1 + maxLines);
    const about =
      part.length === lines.length
        ? 'The invoice, whole.'
        : `The invoice with ${part.length} of its ${lines.length} lines, from line ${firstLine}.`;
    return {
      about:
        attachment === undefined ? about : `${about} It has an attachment, which only render_invoice shows.`,
      data: { ksefNumber, draft, form, invoice: { ...rest, lines: part }, lineCount: lines.length },
    };
  },
});
