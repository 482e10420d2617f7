import { formLayout, type InvoiceRecord } from '../../invoices/index.js';
import { type Kernel, sha256 } from '../../kernel/index.js';
import { invoicesOf, type SessionRecord, type SessionStore } from '../records.js';
import { sessionLimits } from '../session-limits.js';
/**
 * Receipts (UPO 4.3) of single invoices and of session pages. Each is made and signed once and kept in the
 * blobs, so that it stays the same bytes forever; the name of the blob is also its presigned path.
 */
export function invoiceUpo(
  kernel: Kernel,
  session: SessionRecord,
  invoice: InvoiceRecord,
): Promise<StoredUpo> {
  return stored(kernel, invoice.referenceNumber, () => upoXml(kernel, session, [invoice], ''));
}

/**
 * Where the receipt with this reference number, an invoice's or a page's own, lies. It need not be there yet:
 * signing waits until somebody asks for it.
 */
export function upoPath(reference: string): string {
  return `upo/${reference}.xml`;
}

/** Makes the receipt that lies at this path, if there is one. */
export async function prepareUpo(kernel: Kernel, store: SessionStore, path: string): Promise<void> {
  const [, reference = ''] = /^upo\/([\w-]+)\.xml$/.exec(path) ?? [];
  const invoice = store.invoices.get(reference);
  const page = store.upos.get(reference);
  const session = store.sessions.get(invoice?.sessionReferenceNumber ?? page?.session ?? '');
  if (session === undefined) return;
  if (invoice?.status.code === 200) await invoiceUpo(kernel, session, invoice);
  else if (page !== undefined) await sessionUpo(kernel, store, session, page.page);
}

/** The UPO of one page of a session, counted from 1. */
export function sessionUpo(
  kernel: Kernel,
  store: SessionStore,
  session: SessionRecord,
  page: number,
): Promise<StoredUpo> {
  return stored(kernel, session.upoPages[page - 1] ?? '', () => {
    const perPage = sessionLimits(kernel).upoDocumentsPerPage;
    const good = [...invoicesOf(store, session)].filter((invoice) => invoice.status.code === 200);
    const first = (page - 1) * perPage;
    const onPage = good.slice(first, first + perPage);
    const description =
      tag('Strona', page) +
      tag('LiczbaStron', session.upoPages.length) +
      tag('ZakresDokumentowOd', first + 1) +
      // The schema's note says exclusive, the ministry's own samples are inclusive.
      tag('ZakresDokumentowDo', first + onPage.length) +
      tag('CalkowitaLiczbaDokumentow', good.length);
    return upoXml(kernel, session, onPage, `<OpisPotwierdzenia>${description}</OpisPotwierdzenia>`);
  });
}

/** A receipt as bytes, with what its header and its link need. */
export interface StoredUpo {
  /** Name of the blob, and path to presign. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** SHA-256 in Base64. */
  readonly hash: string;
}

async function stored(kernel: Kernel, reference: string, make: () => string): Promise<StoredUpo> {
  const path = upoPath(reference);
  let bytes = kernel.blobs.get(path);
  if (bytes === undefined) {
    const signed = new TextEncoder().encode(await sign(kernel, make()));
    // Anyone who asked at the same time gets the same bytes.
    bytes = kernel.blobs.get(path) ?? signed;
    if (bytes === signed) kernel.blobs.put(path, bytes);
  }
  return { path, bytes, hash: sha256(bytes) };
}

function upoXml(
  kernel: Kernel,
  session: SessionRecord,
  invoices: readonly InvoiceRecord[],
  description: string,
): string {
  const documents = invoices.map((invoice) => {
    return `<Dokument>${
      tag('NipSprzedawcy', invoice.sellerNip) +
      tag('NumerKSeFDokumentu', invoice.ksefNumber) +
      tag('NumerFaktury', invoice.invoiceNumber) +
      tag('DataWystawieniaFaktury', invoice.issueDate) +
      tag('DataPrzeslaniaDokumentu', kernel.timestamp(invoice.acceptedAt)) +
      tag('DataNadaniaNumeruKSeF', kernel.timestamp(invoice.acquiredAt ?? invoice.acceptedAt)) +
      tag('SkrotDokumentu', invoice.invoiceHash) +
      tag('TrybWysylki', invoice.invoicingMode)
    }</Dokument>`;
  });
  return `<?xml version="1.0" encoding="utf-8"?><Potwierdzenie xmlns="http://upo.schematy.mf.gov.pl/KSeF/v4-3">${
    tag('NazwaPodmiotuPrzyjmujacego', 'Ministerstwo Finansów') +
    tag('NumerReferencyjnySesji', session.referenceNumber) +
    authentication(session) +
    description +
    tag('NazwaStrukturyLogicznej', formLayout(session.form)?.schemaFile ?? '') +
    tag('KodFormularza', session.form.systemCode) +
    documents.join('')
  }</Potwierdzenie>`;
}

const contextElements = {
  Nip: 'Nip',
  InternalId: 'IdWewnetrzny',
  NipVatUe: 'IdZlozonyVatUE',
  PeppolId: 'IdDostawcyUslugPeppol',
} as const;

function authentication(session: SessionRecord): string {
  // The login document is not kept here; the hash of the login's reference number stands for it.
  const proof =
    session.ksefTokenReferenceNumber === null
      ? tag('SkrotDokumentuUwierzytelniajacego', sha256(session.authReferenceNumber))
      : tag('NumerReferencyjnyTokenaKSeF', session.ksefTokenReferenceNumber);
  const context = tag(contextElements[session.context.type], session.context.value);
  return `<Uwierzytelnienie><IdKontekstu>${context}</IdKontekstu>${proof}</Uwierzytelnienie>`;
}

function tag(name: string, value: string | number | null): string {
  const text = String(value ?? '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
  return `<${name}>${text}</${name}>`;
}

async function sign(kernel: Kernel, xml: string): Promise<string> {
  const { signDocument } = await import('./sign-document.js');
  return signDocument(xml, await kernel.keys.receipts(), kernel.timestamp());
}
