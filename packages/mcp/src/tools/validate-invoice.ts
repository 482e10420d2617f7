import { z } from 'zod';
import { checkInvoice, verdict } from './check-invoice.js';
import { documentInput, findDocument } from './find-document.js';
import { defineTool } from './tool.js';

export const validate = defineTool({
  name: 'validate_invoice',
  title: 'Check an invoice',
  description:
    'Says what KSeF or the law would refuse in an invoice, with the place and what to do. Nothing is sent.',
  needsKsef: false,
  input: { ...documentInput, language: z.enum(['en', 'pl']).optional() },
  async run(desk, { language = desk.language, ...named }, { signal }) {
    const { bytes, ksefNumber, draft } = await findDocument(desk, named, signal);
    const checked = await checkInvoice(bytes, language, signal);
    return { about: verdict(checked), data: { ksefNumber, draft, ...checked } };
  },
});
