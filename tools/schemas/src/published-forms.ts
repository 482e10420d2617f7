// Which published files make up which form, and what they are called here.
import { join } from 'node:path';

/** A form whose schema is published. */
export interface PublishedForm {
  /** As in `@ksef/schemas` and `formOf`. */
  readonly name: string;
  /** Of the entry of `@ksef/schemas`. */
  readonly entry: string;
  /** The main file. */
  readonly file: string;
  /** Of its documents. */
  readonly root: string;
}

export const publishedForms: readonly PublishedForm[] = [
  { name: 'fa2', entry: 'fa2', file: 'schemat_FA(2)_v1-0E.xsd', root: 'Faktura' },
  { name: 'fa3', entry: 'fa3', file: 'schemat_FA(3)_v1-0E.xsd', root: 'Faktura' },
  { name: 'faRr1', entry: 'fa-rr1', file: 'schemat_FA_RR(1)_v1-1E.xsd', root: 'Faktura' },
  { name: 'pef3', entry: 'pef3', file: 'Schemat_PEF(3)_v2-1.xsd', root: 'Invoice' },
  { name: 'pefKor3', entry: 'pef-kor3', file: 'Schemat_PEF_KOR(3)_v2-1.xsd', root: 'CreditNote' },
  { name: 'upo43', entry: 'upo43', file: 'upo-v4-3.xsd', root: 'Potwierdzenie' },
  {
    name: 'authTokenRequest20',
    entry: 'auth-token-request20',
    file: 'schemat_auth_v2-0.xsd',
    root: 'AuthTokenRequest',
  },
  {
    name: 'authTokenRequest21',
    entry: 'auth-token-request21',
    file: 'schemat_auth_v2-1.xsd',
    root: 'AuthTokenRequest',
  },
];

/** The published schemas beside the checkout, from which ours are made. */
export const publishedFolder = join(import.meta.dirname, '../../../../shared/ksef/schemas');

export const schemasFolder = join(import.meta.dirname, '../../../packages/schemas/src/generated');

export const formsFolder = join(import.meta.dirname, '../../../packages/forms/src/generated');
