import { isBytes } from '@ksef/core/internal';
import { scanXml, XmlProblem } from '@ksef/documents/internal';
import type { XmlElement } from './xml/xml-element.js';

/** The forms that {@link formOf} knows. */
export type FormName =
  | 'fa1'
  | 'fa2'
  | 'fa3'
  | 'faRr1'
  | 'pef3'
  | 'pefKor3'
  | 'upo42'
  | 'upo43'
  | 'authTokenRequest20'
  | 'authTokenRequest21';

const ubl = 'urn:oasis:names:specification:ubl:schema:xsd:';
const upo = 'http://upo.schematy.mf.gov.pl/KSeF/';
const login = 'http://ksef.mf.gov.pl/auth/token/';

/** By root element and namespace. */
const forms: Readonly<Record<string, FormName>> = {
  'Faktura http://crd.gov.pl/wzor/2021/11/29/11089/': 'fa1',
  'Faktura http://crd.gov.pl/wzor/2023/06/29/12648/': 'fa2',
  'Faktura http://crd.gov.pl/wzor/2025/06/25/13775/': 'fa3',
  'Faktura http://crd.gov.pl/wzor/2026/03/06/14189/': 'faRr1',
  [`Invoice ${ubl}Invoice-2`]: 'pef3',
  [`CreditNote ${ubl}CreditNote-2`]: 'pefKor3',
  [`Potwierdzenie ${upo}v4-2`]: 'upo42',
  [`Potwierdzenie ${upo}v4-3`]: 'upo43',
  [`AuthTokenRequest ${login}2.0`]: 'authTokenRequest20',
  [`AuthTokenRequest ${login}2.1`]: 'authTokenRequest21',
};

/**
 * The form of a document, by the name and namespace of its root. Reads only up to the first element, and does not
 * validate the rest: a document of a known form may be invalid.
 *
 * @returns undefined if it is not a KSeF document, or not XML
 * @example
 * ```ts
 * import { readFile } from 'node:fs/promises';
 * import { formOf } from '@ksef/forms';
 *
 * console.log(formOf(await readFile('invoice.xml'))); // 'fa3'
 * ```
 */
export function formOf(document: Uint8Array | XmlElement): FormName | undefined {
  if (!isBytes(document)) return known(document.name, document.namespace);
  let form: FormName | undefined;
  try {
    scanXml(new TextDecoder().decode(document), {
      open({ local, uri }) {
        form = known(local, uri);
        return false;
      },
      problem() {},
    });
  } catch (error) {
    if (!(error instanceof XmlProblem)) throw error;
  }
  return form;
}

function known(name: string, namespace: string): FormName | undefined {
  const key = `${name} ${namespace}`;
  return Object.hasOwn(forms, key) ? forms[key] : undefined;
}
