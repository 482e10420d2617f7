import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formCodes } from '@ksef/core';
import { sellerNip } from '../support.js';

// The ministry's files are not ours to ship: they are used where they lie beside the checkout.
const templates = join(import.meta.dirname, '../../../../../../shared/ksef/samples/templates');
export const haveTemplates = existsSync(templates);

/** A form, and the template of a document of it. */
export interface Document {
  readonly form: (typeof formCodes)[keyof typeof formCodes];
  readonly file: string;
}

export const documents: readonly Document[] = [
  { form: formCodes.fa2, file: 'invoice-template-fa-2.xml' },
  { form: formCodes.fa3, file: 'invoice-template-fa-3.xml' },
  { form: formCodes.faRr1, file: 'invoice-template-fa-rr-1.xml' },
  { form: formCodes.pef3, file: 'invoice-template-fa-3-pef.xml' },
  { form: formCodes.pefKor3, file: 'invoice-template-fa-3-pef-correction.xml' },
];

/** A valid document of the seller's with this number. */
export function documentOf({ file }: Document, number: string): string {
  return readFileSync(join(templates, file), 'utf8')
    .replace(/#(nip|supplier_nip)#/g, sellerNip)
    .replace(/#buyer_nip#/g, '1111111111')
    .replace(/#invoice_number#/g, number)
    .replace(/#(issue|due)_date#/g, '2026-11-20')
    .replace(/#(iban|buyer_reference|ksef_number)#/g, 'X1');
}
