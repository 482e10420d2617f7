import type { InvoiceRecord, InvoiceRegister } from '../invoices/index.js';
import { BadLink, type Check, check, strictBase64Url, type Verdict, verdict } from './verdict.js';

const nipPattern = /^\d{10}$/;

const found = { pl: 'Faktura znajduje się w KSeF', en: 'The invoice is in KSeF' };
const notFound = {
  pl: 'Faktura nie została znaleziona w KSeF. Żadna faktura w KSeF nie ma tego skrótu.',
  en: 'No invoice in KSeF has this hash.',
};
const sameHash = { pl: 'Skrót pliku faktury jest zgodny', en: 'The hash of the file matches' };

/** What KOD I leads to. @throws BadLink */
export function verifyInvoice(invoices: InvoiceRegister, nip: string, date: string, hash: string): Verdict {
  const issueDate = isoDate(date);
  const invoice = acceptedInvoice(invoices, hash);
  return verdict(
    'KOD I',
    invoiceChecks(invoices, invoice, nip, issueDate),
    invoice === undefined ? null : show(invoice),
  );
}

/** The accepted invoice whose file has this SHA-256 (Base64URL). @throws BadLink */
export function acceptedInvoice(invoices: InvoiceRegister, hash: string): InvoiceRecord | undefined {
  const bytes = strictBase64Url(hash, { pl: 'Skrót', en: 'The hash' });
  if (bytes.length !== 32)
    throw new BadLink({ pl: 'skrót nie jest skrótem SHA-256.', en: 'the hash is not a SHA-256.' });
  return invoices.withHash(bytes.toString('base64')).find((invoice) => invoice.ksefNumber !== null);
}

export function show(invoice: InvoiceRecord): Record<string, string | null> {
  const { ksefNumber, invoiceNumber, issueDate, sellerNip } = invoice;
  return { ksefNumber, invoiceNumber, issueDate, sellerNip };
}

function invoiceChecks(
  invoices: InvoiceRegister,
  invoice: InvoiceRecord | undefined,
  nip: string,
  issueDate: string,
): Check[] {
  if (!nipPattern.test(nip))
    throw new BadLink({ pl: 'NIP nie ma dziesięciu cyfr.', en: 'the NIP is not ten digits.' });
  if (invoice === undefined) {
    const sameDay = [...invoices.values()].some(
      (one) => one.ksefNumber !== null && one.sellerNip === nip && one.issueDate === issueDate,
    );
    const others = {
      pl: 'Faktury tego sprzedawcy z tego dnia mają inne skróty.',
      en: 'Invoices of this seller and day have other hashes.',
    };
    const none = { pl: 'Nie ma z czym porównać skrótu.', en: 'Nothing to compare.' };
    return [check('found', false, found, notFound), check('hash', false, sameHash, sameDay ? others : none)];
  }
  return [
    check('found', true, found, notFound),
    check('hash', true, sameHash, sameHash),
    check(
      'seller',
      invoice.sellerNip === nip,
      { pl: 'Sprzedawca jest zgodny', en: 'The seller matches' },
      { pl: 'Fakturę wystawił inny sprzedawca.', en: 'The invoice is another seller’s.' },
    ),
    check(
      'issueDate',
      invoice.issueDate === issueDate,
      { pl: 'Data wystawienia jest zgodna', en: 'The date of issue matches' },
      { pl: 'Fakturę wystawiono w innym dniu.', en: 'The invoice was issued on another day.' },
    ),
  ];
}

function isoDate(text: string): string {
  const [, day, month, year] = /^(\d\d)-(\d\d)-(\d{4})$/.exec(text) ?? [];
  const iso = `${year}-${month}-${day}`;
  const date = new Date(`${iso}T00:00:00Z`);
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== iso)
    throw new BadLink({ pl: 'data nie ma postaci DD-MM-RRRR.', en: 'the date is not DD-MM-YYYY.' });
  return iso;
}
