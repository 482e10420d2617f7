import { type FormCode, formCodes, InvalidInputError } from '@ksef/core';
import { isBytes, quoted, shortened } from '@ksef/core/internal';
import { decodeUtf8 } from './decode-utf8.js';
import { walkXml } from './walk-xml.js';
import { findForbiddenCharacter } from './xml/forbidden-characters.js';
import { XmlProblem } from './xml/xml-problem.js';

/** What the toolkit needs to know about an invoice. */
export interface InvoiceDocument {
  /** The form code in the file, for which a session is opened. */
  readonly formCode: FormCode;
  /** Ten digits, without prefix. */
  readonly sellerNip: string;
  /** The seller's own number of the invoice. */
  readonly invoiceNumber: string;
  /** `YYYY-MM-DD`. */
  readonly issueDate: string;
  /** Kind of invoice (`RodzajFaktury`), e.g. `VAT`, `KOR`; absent in PEF forms. */
  readonly kind: string | undefined;
  /** Whether it has an attachment (`Zalacznik`, or embedded files of PEF). */
  readonly hasAttachment: boolean;
  /** Of the file. */
  readonly sizeBytes: number;
}

/** Options of {@link readInvoice}. */
export interface ReadInvoiceOptions {
  /** Largest invoice without attachment, in bytes. Default 1 000 000. */
  readonly maxBytes?: number | undefined;
  /** Largest invoice with attachment, in bytes. Default 3 000 000. */
  readonly maxBytesWithAttachment?: number | undefined;
}

interface Found {
  root: string;
  rootUri: string;
  systemCode: string | undefined;
  schemaVersion: string | undefined;
  formValue: string | undefined;
  attachment: boolean;
  readonly texts: Map<string, string>;
  /** Of PEF: the seller's registrations. */
  readonly registrations: Registration[];
}

interface Registration {
  companyId: string;
  scheme: string;
}

const ubl = 'urn:oasis:names:specification:ubl:schema:xsd:';
const party = 'AccountingSupplierParty/Party';
const taxScheme = `${party}/PartyTaxScheme`;

/** Where each fact is found, in order of preference. */
const places = {
  sellerNip: [
    'Faktura/Podmiot1/DaneIdentyfikacyjne/NIP',
    `Invoice/${party}/PartyLegalEntity/CompanyID`,
    `CreditNote/${party}/PartyLegalEntity/CompanyID`,
  ],
  invoiceNumber: ['Faktura/Fa/P_2', 'Faktura/FakturaRR/P_4C', 'Invoice/ID', 'CreditNote/ID'],
  issueDate: ['Faktura/Fa/P_1', 'Faktura/FakturaRR/P_4B', 'Invoice/IssueDate', 'CreditNote/IssueDate'],
  kind: ['Faktura/Fa/RodzajFaktury', 'Faktura/FakturaRR/RodzajFaktury'],
} as const;
const wanted: ReadonlySet<string> = new Set(Object.values(places).flat());

const attachments: ReadonlySet<string> = new Set([
  'Faktura/Zalacznik',
  'Invoice/AdditionalDocumentReference/Attachment/EmbeddedDocumentBinaryObject',
  'CreditNote/AdditionalDocumentReference/Attachment/EmbeddedDocumentBinaryObject',
]);

/**
 * Reads an invoice's form, seller, number and date, and refuses what KSeF would reject at once.
 *
 * Does not validate against the form's schema: KSeF does. Source of the rules: weryfikacja-faktury.md.
 *
 * @throws InvalidInputError `INVALID_ENCODING`, `INVALID_XML`, `FORBIDDEN_XML`, `NOT_AN_INVOICE`, `UNKNOWN_FORM`,
 * `INVALID_DATE`, `INVOICE_TOO_LARGE`
 * @example
 * ```ts
 * import { readInvoice } from '@ksef/documents';
 *
 * declare const file: Uint8Array;
 * const { formCode, sellerNip } = readInvoice(file);
 * ```
 */
export function readInvoice(bytes: Uint8Array, options: ReadInvoiceOptions = {}): InvoiceDocument {
  const { maxBytes = 1_000_000, maxBytesWithAttachment = 3_000_000 } = options;
  if (!isBytes(bytes))
    throw invalid('NOT_AN_INVOICE', 'readInvoice needs the bytes of the invoice (Uint8Array).');
  if (bytes.length > Math.max(maxBytes, maxBytesWithAttachment))
    throw tooLarge(bytes.length, maxBytesWithAttachment);
  const text = decodeUtf8(bytes);
  if (/^\s*[^\s<]/.test(text))
    throw invalid(
      'INVALID_XML',
      'The invoice is not XML: it does not begin with "<". Pass the content of the file, not its path.',
    );
  const found = walk(text);
  const formCode = formOf(found);
  if (!found.attachment && bytes.length > maxBytes) throw tooLarge(bytes.length, maxBytes);
  return {
    formCode,
    sellerNip: sellerNipOf(found).replace(/^PL/, ''),
    invoiceNumber: fact(found, 'invoiceNumber', 'number'),
    issueDate: dayOf(fact(found, 'issueDate', 'date of issue')),
    kind: lookUp(found, 'kind'),
    hasAttachment: found.attachment,
    sizeBytes: bytes.length,
  };
}

function walk(text: string): Found {
  const found: Found = {
    root: '',
    rootUri: '',
    systemCode: undefined,
    schemaVersion: undefined,
    formValue: undefined,
    attachment: false,
    texts: new Map(),
    registrations: [],
  };
  try {
    walkXml(text, {
      open(path, element) {
        if (found.root === '') {
          found.root = element.local;
          found.rootUri = element.uri;
        }
        if (path === 'Faktura/Naglowek/KodFormularza') {
          found.systemCode = element.attributes.kodSystemowy?.value;
          found.schemaVersion = element.attributes.wersjaSchemy?.value;
        }
        if (attachments.has(path)) found.attachment = true;
        if (isPlace(path, taxScheme)) found.registrations.push({ companyId: '', scheme: '' });
      },
      close(path, content) {
        if (path === 'Faktura/Naglowek/KodFormularza') found.formValue = content;
        const registration = found.registrations.at(-1);
        if (registration && isPlace(path, `${taxScheme}/CompanyID`)) registration.companyId ||= content;
        if (registration && isPlace(path, `${taxScheme}/TaxScheme/ID`)) registration.scheme ||= content;
        if (wanted.has(path) && content !== '' && !found.texts.has(path)) found.texts.set(path, content);
      },
    });
  } catch (error) {
    if (error instanceof XmlProblem) throw refusal(error);
    throw error;
  }
  const forbidden = findForbiddenCharacter(text);
  if (forbidden !== undefined) {
    throw invalid(
      'FORBIDDEN_XML',
      `KSeF rejects the character ${forbidden.name} (line ${forbidden.line}). Remove it.`,
    );
  }
  return found;
}

/** Whether a path is this place of an invoice or a credit note of PEF. */
function isPlace(path: string, place: string): boolean {
  return path === `Invoice/${place}` || path === `CreditNote/${place}`;
}

const nipPattern = /^(?:PL)?\d{10}$/;

/** In PEF, of several registrations (VAT, REGON …) the one for VAT with a NIP, else any with a NIP, else the first. */
function sellerNipOf(found: Found): string {
  const filled = found.registrations.filter(({ companyId }) => companyId !== '');
  const withNip = filled.filter(({ companyId }) => nipPattern.test(companyId));
  const chosen = withNip.find(({ scheme }) => scheme.toUpperCase() === 'VAT') ?? withNip[0];
  if (chosen !== undefined) return chosen.companyId;
  const other = lookUp(found, 'sellerNip');
  if (other !== undefined && (filled.length === 0 || nipPattern.test(other))) return other;
  return filled[0]?.companyId ?? fact(found, 'sellerNip', 'NIP of the seller');
}

function formOf(found: Found): FormCode {
  if (found.rootUri === `${ubl}Invoice-2` && found.root === 'Invoice') return formCodes.pef3;
  if (found.rootUri === `${ubl}CreditNote-2` && found.root === 'CreditNote') return formCodes.pefKor3;
  if (found.root !== 'Faktura') {
    throw invalid(
      'NOT_AN_INVOICE',
      `Not an invoice: the root element is <${shortened(found.root)}>. Expected <Faktura>, or UBL's <Invoice> or <CreditNote>.`,
    );
  }
  const { systemCode, schemaVersion, formValue } = found;
  const formCode = Object.values(formCodes).find(
    (known) =>
      known.systemCode === systemCode && known.schemaVersion === schemaVersion && known.value === formValue,
  );
  if (formCode !== undefined) return formCode;
  const stated =
    systemCode === undefined ? 'none' : `${systemCode}, ${schemaVersion ?? 'no version'}, ${formValue ?? ''}`;
  throw invalid(
    'UNKNOWN_FORM',
    `Unsupported form code (KodFormularza): ${shortened(stated, 200)}. KSeF accepts FA (2), FA (3), PEF (3), PEF_KOR (3) and FA_RR (1).`,
  );
}

const dayPattern = /^(\d{4}-\d\d-\d\d)(?:Z|[+-]\d\d:\d\d)?$/;

/** The day of an xs:date, which may have an offset in PEF. */
function dayOf(text: string): string {
  const day = dayPattern.exec(text)?.[1] ?? '';
  // Dates overflow: 30 February is 2 March.
  if (new Date(`${day}T00:00Z`).toJSON()?.slice(0, 10) === day) return day;
  throw invalid('INVALID_DATE', `The date of issue ${quoted(text)} is not a date such as 2026-02-02.`);
}

function fact(found: Found, name: keyof typeof places, words: string): string {
  const value = lookUp(found, name);
  if (value === undefined) throw invalid('NOT_AN_INVOICE', `The invoice has no ${words}.`);
  return value;
}

function lookUp(found: Found, name: keyof typeof places): string | undefined {
  for (const place of places[name]) {
    const value = found.texts.get(place);
    if (value !== undefined) return value;
  }
  return undefined;
}

function refusal(problem: XmlProblem): InvalidInputError {
  const message = shortened(problem.message, 300);
  if (problem.kind === 'encoding')
    return invalid('INVALID_ENCODING', `KSeF accepts UTF-8 only, but ${message}.`);
  if (problem.kind === 'malformed' || problem.kind === 'limit')
    return invalid('INVALID_XML', `The invoice is not well-formed XML: ${message}.`);
  return invalid('FORBIDDEN_XML', `KSeF rejects the invoice: ${message}. Remove it.`);
}

function tooLarge(sizeBytes: number, limit: number): InvalidInputError {
  return invalid('INVOICE_TOO_LARGE', `The invoice has ${sizeBytes} bytes. At most ${limit} are allowed.`);
}

function invalid(code: string, message: string): InvalidInputError {
  return new InvalidInputError(message, { code, input: 'invoice' });
}
