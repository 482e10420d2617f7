import { InvalidInputError } from '@ksef/core';
import { formOf } from '@ksef/forms';
import { parseFaRr1 } from '@ksef/forms/fa-rr1';
import { parseFa2 } from '@ksef/forms/fa2';
import { parseFa3 } from '@ksef/forms/fa3';
import { readXmlTree } from '@ksef/forms/xml';
import type { InvoiceData } from '../data/invoice-data.js';
import type { RrInvoiceData } from '../data/rr-data.js';
import { rrToData } from '../rr/read-rr-data.js';
import { faToData } from './fa-to-data.js';
import { pefToData } from './pef-to-data.js';
import { rrAsInvoice } from './rr-as-invoice.js';

/** An invoice that was read. */
export type ReadInvoice =
  | { readonly form: 'fa2' | 'fa3' | 'pef3' | 'pefKor3'; readonly data: InvoiceData }
  | {
      readonly form: 'faRr1';
      /** In the shape of the other forms: the seller is the farmer, the tax is the flat-rate refund. */
      readonly data: InvoiceData;
      /** In the shape of its own form. */
      readonly rr: RrInvoiceData;
    };

/**
 * Reads an invoice of any form into one shape with English names, so that you can book it without knowing what P_13_1
 * is: FA(2), FA(3) and FA_RR(1) completely, of PEF the common part. Amounts stay the texts of the file.
 *
 * Invoices on PROD are read even if they contain errors: broken characters, over-long fields, unknown elements.
 *
 * @throws InvalidInputError `UNSUPPORTED_FORM`, `INVALID_XML`, `DOCUMENT_TOO_LARGE`
 * @example
 * ```ts
 * import { readFile } from 'node:fs/promises';
 * import { readInvoiceData } from '@ksef/invoice/read';
 *
 * const { data } = readInvoiceData(await readFile('invoice.xml'));
 * console.log(data.number, data.seller.name, data.totals?.gross);
 * ```
 */
export function readInvoiceData(bytes: Uint8Array): ReadInvoice {
  const form = formOf(bytes);
  switch (form) {
    case 'fa3':
      return { form, data: faToData(parseFa3(bytes, { lenient: true }).model) };
    case 'fa2':
      return { form, data: faToData(parseFa2(bytes, { lenient: true }).model) };
    case 'faRr1': {
      const rr = rrToData(parseFaRr1(bytes, { lenient: true }).model);
      return { form, data: rrAsInvoice(rr), rr };
    }
    case 'pef3':
    case 'pefKor3':
      return { form, data: pefToData(readXmlTree(bytes, { lenient: true }).root) };
    default:
      throw new InvalidInputError(
        'The document is not an invoice of FA(2), FA(3), FA_RR(1), PEF(3) or PEF_KOR(3). Pass the file’s bytes unchanged.',
        { code: 'UNSUPPORTED_FORM', input: 'document' },
      );
  }
}
