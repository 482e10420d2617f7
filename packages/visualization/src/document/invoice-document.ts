import { InvalidInputError } from '@ksef/core';
import { type FormName, formOf } from '@ksef/forms';
import { readXmlTree, type XmlElement } from '@ksef/forms/xml';
import { fa1Document, faDocument } from '../fa/fa-document.js';
import { pefDocument } from '../pef/pef-document.js';
import { rrDocument } from '../rr/rr-document.js';
import { upoDocument } from '../upo/upo-document.js';
import type { VisualDocument } from './visual-document.js';

const makers: Partial<Record<FormName, (root: XmlElement) => VisualDocument>> = {
  fa1: fa1Document,
  fa2: faDocument,
  fa3: faDocument,
  faRr1: rrDocument,
  pef3: pefDocument,
  pefKor3: pefDocument,
};

/**
 * An invoice of any form for display. Everything that KSeF stores is shown, even if it contains errors such as broken
 * characters.
 *
 * @throws InvalidInputError `INVALID_XML`, `DOCUMENT_TOO_LARGE`, `UNSUPPORTED_FORM`
 */
export function invoiceDocument(bytes: Uint8Array): VisualDocument {
  const { root } = readXmlTree(bytes, { lenient: true });
  const form = formOf(root);
  const make = form === undefined ? undefined : makers[form];
  if (make === undefined) throw unsupported('an invoice of a form that KSeF accepts');
  return make(root);
}

/**
 * A receipt (UPO) for display.
 *
 * @throws InvalidInputError `INVALID_XML`, `DOCUMENT_TOO_LARGE`, `UNSUPPORTED_FORM`
 */
export function receiptDocument(bytes: Uint8Array): VisualDocument {
  const { root } = readXmlTree(bytes, { lenient: true });
  const form = formOf(root);
  if (form !== 'upo42' && form !== 'upo43') throw unsupported('a receipt (UPO)');
  return upoDocument(root);
}

function unsupported(expected: string): InvalidInputError {
  return new InvalidInputError(
    `The document is not ${expected}. Check that you pass the file's bytes unchanged.`,
    { code: 'UNSUPPORTED_FORM', input: 'document' },
  );
}
