import type { InvoiceRecord, InvoiceRegister } from '../invoices/index.js';
import { badLink, type Check, check, strictBase64Url, type Verdict, verdict } from './verdict.js';

const nipPattern = /^\d{10}$/;

/** What KOD I leads to. @throws Problem 400 for a malformed link */
export function verifyInvoice(invoices: InvoiceRegister, nip: string, date: string, hash: string): Verdict {
  const issueDate = isoDate(date);
  const found = acceptedInvoice(invoices, hash);
  return verdict(
    'KOD I',
    invoiceChecks(invoices, found, nip, issueDate),
    found === undefined ? null : show(found),
  );
}

/** The accepted invoice whose file has this SHA-256 (Base64URL). @throws Problem 400 */
export function acceptedInvoice(invoices: InvoiceRegister, hash: string): InvoiceRecord | undefined {
  const bytes = strictBase64Url(hash, 'The hash');
  if (bytes.length !== 32) throw badLink('the hash is not a SHA-256.');
  return invoices.withHash(bytes.toString('base64')).find((invoice) => invoice.ksefNumber !== null);
}

export function show(invoice: InvoiceRecord): Record<string, string | null> {
  const { ksefNumber, invoiceNumber, issueDate, sellerNip } = invoice;
  return { ksefNumber, invoiceNumber, issueDate, sellerNip };
}

function invoiceChecks(
  invoices: InvoiceRegister,
  found: InvoiceRecord | undefined,
  nip: string,
  issueDate: string,
): Check[] {
  if (!nipPattern.test(nip)) throw badLink('the NIP is not ten digits.');
  if (found === undefined) {
    const sameDay = [...invoices.values()].some(
      (one) => one.ksefNumber !== null && one.sellerNip === nip && one.issueDate === issueDate,
    );
    return [
      check('found', false, 'No invoice in KSeF has this hash.'),
      check(
        'hash',
        false,
        sameDay ? 'Invoices of this seller and day have other hashes.' : 'Nothing to compare.',
      ),
    ];
  }
  return [
    check('found', true, ''),
    check('hash', true, ''),
    check('seller', found.sellerNip === nip, 'The invoice is another seller’s.'),
    check('issueDate', found.issueDate === issueDate, 'The invoice was issued on another day.'),
  ];
}

function isoDate(text: string): string {
  const [, day, month, year] = /^(\d\d)-(\d\d)-(\d{4})$/.exec(text) ?? [];
  const iso = `${year}-${month}-${day}`;
  const date = new Date(`${iso}T00:00:00Z`);
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== iso)
    throw badLink('the date is not DD-MM-YYYY.');
  return iso;
}
