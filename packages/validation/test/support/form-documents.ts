import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FormName } from '@ksef/forms';

// The ministry's files are not ours to ship: they are used where they lie beside the checkout.
const templates = join(import.meta.dirname, '../../../../../shared/ksef/samples/templates');

const files = {
  fa2: 'invoice-template-fa-2.xml',
  fa3: 'invoice-template-fa-3.xml',
  faRr1: 'invoice-template-fa-rr-1.xml',
  pef3: 'invoice-template-fa-3-pef.xml',
  pefKor3: 'invoice-template-fa-3-pef-correction.xml',
} as const satisfies Partial<Record<FormName, string>>;

/** A valid document of each form; none where the templates are not there. */
export const formDocuments = existsSync(templates)
  ? Object.entries(files).map(([form, file]) => ({
      form: form as keyof typeof files,
      xml: readFileSync(join(templates, file), 'utf8')
        .replace(/#(nip|supplier_nip)#/g, '5265877635')
        .replace(/#buyer_nip#/g, '1111111111')
        .replace(/#invoice_number#/g, 'FV 1')
        .replace(/#(issue|due)_date#/g, '2026-11-28')
        .replace(/#(iban|buyer_reference|ksef_number)#/g, 'X1'),
    }))
  : [];
