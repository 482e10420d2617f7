import { type ContextIdentifier, type ContextIdentifierType, IntegrityError } from '@ksef/core';
import { walkXml, XmlProblem } from './walk-xml.js';

/** One invoice that a receipt confirms. */
export interface UpoInvoice {
  readonly sellerNip: string;
  readonly ksefNumber: string;
  readonly invoiceNumber: string;
  /** `YYYY-MM-DD`. */
  readonly issueDate: string;
  /** RFC 3339. */
  readonly sentAt: string;
  /** RFC 3339. */
  readonly ksefNumberAssignedAt: string;
  /** SHA-256 of the invoice file, Base64. */
  readonly invoiceHash: string;
  /** `Online` or `Offline`. */
  readonly mode: string;
}

/** A receipt (urzędowe poświadczenie odbioru, UPO) of an invoice or of a page of a session. */
export interface UpoDocument {
  readonly sessionReferenceNumber: string;
  readonly context: ContextIdentifier | undefined;
  /** Present on receipts of a session. */
  readonly page:
    | { readonly number: number; readonly count: number; readonly invoiceCount: number }
    | undefined;
  readonly invoices: readonly UpoInvoice[];
}

const namespace = /^http:\/\/upo\.schematy\.mf\.gov\.pl\/KSeF\/v\d+-\d+$/;
const contextTypes: Readonly<Record<string, ContextIdentifierType>> = {
  Nip: 'Nip',
  IdWewnetrzny: 'InternalId',
  IdZlozonyVatUE: 'NipVatUe',
  IdDostawcyUslugPeppol: 'PeppolId',
};

/**
 * Reads a receipt, without checking its signature.
 *
 * @throws IntegrityError `INVALID_UPO`
 */
export function readUpo(bytes: Uint8Array): UpoDocument {
  const facts = new Map<string, string>();
  const invoices: UpoInvoice[] = [];
  let current = new Map<string, string>();
  let context: ContextIdentifier | undefined;
  let root = '';
  try {
    walkXml(new TextDecoder('utf-8', { fatal: true }).decode(bytes), {
      open(path, element) {
        if (path === element.local) root = `${element.local} ${namespace.test(element.uri)}`;
        if (path === 'Potwierdzenie/Dokument') current = new Map();
      },
      close(path, text) {
        const name = path.slice(path.lastIndexOf('/') + 1);
        if (path === 'Potwierdzenie/Dokument') invoices.push(toInvoice(current));
        else if (path.startsWith('Potwierdzenie/Dokument/')) current.set(name, text);
        else if (path.startsWith('Potwierdzenie/Uwierzytelnienie/IdKontekstu/'))
          context = toContextIdentifier(name, text);
        else facts.set(path, text);
      },
    });
  } catch (error) {
    if (error instanceof XmlProblem || error instanceof TypeError) throw invalid(error.message, error);
    throw error;
  }
  if (root !== 'Potwierdzenie true') throw invalid('its root is no Potwierdzenie of KSeF');
  if (invoices.length === 0) throw invalid('it confirms no invoice');
  return {
    sessionReferenceNumber: needed(facts, 'Potwierdzenie/NumerReferencyjnySesji'),
    context,
    page: pageOf(facts),
    invoices,
  };
}

function toInvoice(facts: ReadonlyMap<string, string>): UpoInvoice {
  return {
    sellerNip: needed(facts, 'NipSprzedawcy'),
    ksefNumber: needed(facts, 'NumerKSeFDokumentu'),
    invoiceNumber: needed(facts, 'NumerFaktury'),
    issueDate: needed(facts, 'DataWystawieniaFaktury'),
    sentAt: needed(facts, 'DataPrzeslaniaDokumentu'),
    ksefNumberAssignedAt: needed(facts, 'DataNadaniaNumeruKSeF'),
    invoiceHash: needed(facts, 'SkrotDokumentu'),
    mode: needed(facts, 'TrybWysylki'),
  };
}

function toContextIdentifier(element: string, value: string): ContextIdentifier | undefined {
  const type = Object.hasOwn(contextTypes, element) ? contextTypes[element] : undefined;
  return type === undefined ? undefined : { type, value };
}

function pageOf(facts: ReadonlyMap<string, string>): UpoDocument['page'] {
  const of = (name: string) => facts.get(`Potwierdzenie/OpisPotwierdzenia/${name}`);
  const number = of('Strona');
  if (number === undefined) return undefined;
  return {
    number: Number(number),
    count: Number(of('LiczbaStron')),
    invoiceCount: Number(of('CalkowitaLiczbaDokumentow')),
  };
}

function needed(facts: ReadonlyMap<string, string>, name: string): string {
  const value = facts.get(name);
  if (value === undefined || value === '')
    throw invalid(`${name.slice(name.lastIndexOf('/') + 1)} is missing`);
  return value;
}

function invalid(why: string, cause?: unknown): IntegrityError {
  return new IntegrityError(`The receipt (UPO) cannot be used: ${why}.`, { code: 'INVALID_UPO', cause });
}
