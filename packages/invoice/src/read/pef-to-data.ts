import { trimXmlSpace, type XmlElement } from '@ksef/forms/xml';
import type { InvoiceData } from '../data/invoice-data.js';
import type { InvoiceLine } from '../data/line.js';
import type { Address, Identity, Seller } from '../data/party.js';

/** The common part of an invoice of PEF (UBL): number, dates, parties, lines, totals. */
export function pefToData(root: XmlElement): InvoiceData {
  const isCorrection = root.name === 'CreditNote' || find(root, 'CreditNoteLine') !== undefined;
  const totals = find(root, 'LegalMonetaryTotal');
  const period = find(root, 'InvoicePeriod');
  const due = text(root, 'DueDate');
  const account = text(root, 'PaymentMeans', 'PayeeFinancialAccount', 'ID');
  const billing = all(root, 'BillingReference').map((one) => find(one, 'InvoiceDocumentReference'));
  return {
    number: text(root, 'ID'),
    kind: isCorrection ? 'KOR' : 'VAT',
    issueDate: text(root, 'IssueDate'),
    currency: text(root, 'DocumentCurrencyCode'),
    ...(period === undefined
      ? {}
      : { period: { from: text(period, 'StartDate'), to: text(period, 'EndDate') } }),
    seller: partyOf(root, 'AccountingSupplierParty') as Seller,
    buyer: partyOf(root, 'AccountingCustomerParty'),
    lines: [...all(root, 'InvoiceLine'), ...all(root, 'CreditNoteLine')].map(lineOf),
    totals: { rates: [], gross: text(totals, 'TaxInclusiveAmount') },
    ...(billing.length === 0
      ? {}
      : {
          correction: {
            originals: billing.map((one) => ({ number: text(one, 'ID'), issueDate: text(one, 'IssueDate') })),
          },
        }),
    ...(due === '' && account === ''
      ? {}
      : {
          payment: {
            ...(due === '' ? {} : { due: [{ date: due }] }),
            ...(account === '' ? {} : { accounts: [{ number: account }] }),
          },
        }),
  };
}

function partyOf(root: XmlElement, role: string): Identity & { address?: Address } {
  const party = find(root, role, 'Party');
  const vat = vatNumberOf(party);
  const name = text(party, 'PartyLegalEntity', 'RegistrationName') || text(party, 'PartyName', 'Name');
  const place = find(party, 'PostalAddress');
  const nip = vat.replace(/^PL/, '');
  const isPolish = /^\d{10}$/.test(nip);
  return {
    ...(isPolish ? { nip } : vat === '' ? {} : { foreignId: { number: vat } }),
    ...(name === '' ? {} : { name }),
    ...(place === undefined ? {} : { address: addressOf(place) }),
  };
}

// A party may have several registrations: the VAT one counts.
function vatNumberOf(party: XmlElement | undefined): string {
  const schemes = all(party, 'PartyTaxScheme');
  const vat = schemes.find((scheme) => text(scheme, 'TaxScheme', 'ID') === 'VAT');
  return text(vat, 'CompanyID');
}

function addressOf(place: XmlElement): Address {
  const country = text(place, 'Country', 'IdentificationCode');
  const town = [text(place, 'PostalZone'), text(place, 'CityName')].filter((part) => part !== '').join(' ');
  const street = [text(place, 'StreetName'), text(place, 'AdditionalStreetName')]
    .filter((part) => part !== '')
    .join(', ');
  return {
    ...(country === '' ? {} : { country }),
    line1: street === '' ? town : street,
    ...(street === '' || town === '' ? {} : { line2: town }),
  };
}

function lineOf(line: XmlElement): InvoiceLine {
  const quantity = find(line, 'InvoicedQuantity') ?? find(line, 'CreditedQuantity');
  const unit = quantity?.attributes.find(({ name }) => name === 'unitCode')?.value;
  const rate = text(line, 'Item', 'ClassifiedTaxCategory', 'Percent');
  return {
    number: text(line, 'ID'),
    name: text(line, 'Item', 'Name'),
    ...(quantity === undefined ? {} : { quantity: trimXmlSpace(quantity.text) }),
    ...(unit === undefined ? {} : { unit }),
    netPrice: text(line, 'Price', 'PriceAmount'),
    net: text(line, 'LineExtensionAmount'),
    ...(rate === '' ? {} : { rate }),
  };
}

function find(element: XmlElement | undefined, ...way: readonly string[]): XmlElement | undefined {
  let found = element;
  for (const name of way) found = found?.children.find((child) => child.name === name);
  return found;
}

function all(element: XmlElement | undefined, name: string): XmlElement[] {
  return (element?.children ?? []).filter((child) => child.name === name);
}

function text(element: XmlElement | undefined, ...way: readonly string[]): string {
  const found = find(element, ...way);
  return found === undefined ? '' : trimXmlSpace(found.text);
}
