import { type FormCode, formCodes, isSameForm } from '@ksef/core';
import { contentOf, documents, type InvoiceInput } from '../invoice/index.js';

/** How an invoice is sent to KSeF: in an online session or in a batch session. */
export type SendingMode = 'online' | 'batch';

/** The only mode in which KSeF accepts an input; `any` if both work. Unreadable inputs fail in either. */
export async function requiredMode(input: InvoiceInput): Promise<SendingMode | 'any'> {
  try {
    if (input?.hashOfCorrectedInvoice != null) return 'online';
    const content = contentOf(input);
    const bytes = Buffer.from(content.buffer, content.byteOffset, content.length);
    // Without these names it is neither PEF nor has an attachment, so most invoices need not be read twice.
    if (!bytes.includes('urn:oasis') && !bytes.includes('Zalacznik')) return 'any';
    const { formCode, hasAttachment } = (await documents()).readInvoice(bytes);
    if (isPef(formCode)) return 'online';
    return hasAttachment ? 'batch' : 'any';
  } catch {
    return 'any';
  }
}

function isPef(formCode: FormCode): boolean {
  return isSameForm(formCode, formCodes.pef3) || isSameForm(formCode, formCodes.pefKor3);
}
