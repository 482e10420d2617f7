import { type ContextIdentifier, type ContextIdentifierType, IntegrityError } from '@ksef/core';
import { shortened } from '@ksef/core/internal';
import { walkXml } from './walk-xml.js';
import { XmlProblem } from './xml/xml-problem.js';

/** One invoice that a receipt confirms. What a version of the receipt does not state is undefined. */
export interface UpoInvoice {
  /** 35 characters; 36 of the older kind. */
  readonly ksefNumber: string;
  /** SHA-256 of the invoice file, Base64. */
  readonly invoiceHash: string;
  /** Ten digits. */
  readonly sellerNip: string | undefined;
  /** The seller's own number. */
  readonly invoiceNumber: string | undefined;
  /** `YYYY-MM-DD`. */
  readonly issueDate: string | undefined;
  /** RFC 3339. */
  readonly sentAt: string | undefined;
  /** RFC 3339. */
  readonly ksefNumberAssignedAt: string | undefined;
  /** `Online` or `Offline`; since v4-3. */
  readonly mode: string | undefined;
}

/** A receipt (urzędowe poświadczenie odbioru, UPO) of an invoice or of a page of a session. */
export interface UpoDocument {
  /** Of its schema, e.g. `v4-3`. */
  readonly version: string;
  /** Of the session in which the invoices were sent. */
  readonly sessionReferenceNumber: string;
  /** For whom the session was opened. */
  readonly context: ContextIdentifier | undefined;
  /** Present on receipts of a session. */
  readonly page:
    | { readonly number: number; readonly count: number; readonly invoiceCount: number }
    | undefined;
  /** The confirmed invoices: one, or a page of a session. */
  readonly invoices: readonly UpoInvoice[];
}

// Receipts are kept for years, and KSeF changes them: any version is read as far as it is known.
const namespace = /^http:\/\/upo\.schematy\.mf\.gov\.pl\/KSeF\/(v[\d.-]+)$/;
const contextTypes: Readonly<Record<string, ContextIdentifierType>> = {
  Nip: 'Nip',
  IdWewnetrzny: 'InternalId',
  IdZlozonyVatUE: 'NipVatUe',
  IdDostawcyUslugPeppol: 'PeppolId',
};

/**
 * Reads a receipt of any version from v4-2 on, newer ones as far as they are known, without checking its signature.
 * Refuses a document that is not a receipt, or confirms no file under a KSeF number.
 *
 * @throws IntegrityError `INVALID_UPO`
 * @example
 * ```ts
 * import { readFile } from 'node:fs/promises';
 * import { readUpo } from '@ksef/documents';
 *
 * const { sessionReferenceNumber, invoices } = readUpo(await readFile('upo.xml'));
 * for (const { ksefNumber, invoiceHash } of invoices) console.log(sessionReferenceNumber, ksefNumber, invoiceHash);
 * ```
 */
export function readUpo(bytes: Uint8Array): UpoDocument {
  const facts = new Map<string, string>();
  const invoices: UpoInvoice[] = [];
  let current = new Map<string, string>();
  let context: ContextIdentifier | undefined;
  let version: string | undefined;
  try {
    walkXml(new TextDecoder('utf-8', { fatal: true }).decode(bytes), {
      open(path, element) {
        if (path === 'Potwierdzenie') version = namespace.exec(element.uri)?.[1];
        if (path === 'Potwierdzenie/Dokument') current = new Map();
      },
      close(path, text) {
        // Every value has its one place: deeper elements of the same name say something else.
        if (path === 'Potwierdzenie/Dokument') invoices.push(toInvoice(current));
        else if (ofInvoice.has(path)) setOnce(current, path.slice(dokument.length), text);
        else if (wanted.has(path)) setOnce(facts, path, text);
        else if (path.startsWith(kontekst)) {
          const found = toContextIdentifier(path.slice(kontekst.length), text);
          if (found) setOnce(facts, kontekst, text);
          context ??= found;
        }
      },
    });
  } catch (error) {
    if (error instanceof XmlProblem || error instanceof TypeError) throw invalid(error.message, error);
    throw error;
  }
  if (version === undefined) throw invalid('its root element is not a Potwierdzenie of KSeF');
  if (invoices.length === 0) throw invalid('it confirms no invoice');
  return {
    version,
    sessionReferenceNumber: needed(facts, 'Potwierdzenie/NumerReferencyjnySesji'),
    context,
    page: pageOf(facts),
    invoices,
  };
}

const kontekst = 'Potwierdzenie/Uwierzytelnienie/IdKontekstu/';
const page = 'Potwierdzenie/OpisPotwierdzenia/';
const dokument = 'Potwierdzenie/Dokument/';
const ofInvoice: ReadonlySet<string> = new Set(
  [
    'NumerKSeFDokumentu',
    'SkrotDokumentu',
    'NipSprzedawcy',
    'NumerFaktury',
    'DataWystawieniaFaktury',
    'DataPrzeslaniaDokumentu',
    'DataNadaniaNumeruKSeF',
    'TrybWysylki',
  ].map((name) => `${dokument}${name}`),
);
const wanted: ReadonlySet<string> = new Set([
  'Potwierdzenie/NumerReferencyjnySesji',
  `${page}Strona`,
  `${page}LiczbaStron`,
  `${page}CalkowitaLiczbaDokumentow`,
]);

function setOnce(facts: Map<string, string>, name: string, value: string): void {
  if (facts.has(name)) throw invalid(`it states ${shortened(name)} twice`);
  facts.set(name, value);
}

function toInvoice(facts: ReadonlyMap<string, string>): UpoInvoice {
  return {
    ksefNumber: needed(facts, 'NumerKSeFDokumentu'),
    invoiceHash: needed(facts, 'SkrotDokumentu'),
    sellerNip: facts.get('NipSprzedawcy'),
    invoiceNumber: facts.get('NumerFaktury'),
    issueDate: facts.get('DataWystawieniaFaktury'),
    sentAt: facts.get('DataPrzeslaniaDokumentu'),
    ksefNumberAssignedAt: facts.get('DataNadaniaNumeruKSeF'),
    mode: facts.get('TrybWysylki'),
  };
}

function toContextIdentifier(element: string, value: string): ContextIdentifier | undefined {
  const type = Object.hasOwn(contextTypes, element) ? contextTypes[element] : undefined;
  return type === undefined ? undefined : { type, value };
}

function pageOf(facts: ReadonlyMap<string, string>): UpoDocument['page'] {
  const of = (name: string) => facts.get(`${page}${name}`);
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
  return new IntegrityError(`The receipt (UPO) cannot be used: ${shortened(why, 300)}.`, {
    code: 'INVALID_UPO',
    cause,
  });
}
