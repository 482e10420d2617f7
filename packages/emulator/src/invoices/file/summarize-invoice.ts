import { elementAt, elementsAt, textOf, type XmlElement } from '../../xml/index.js';
import type { FormLayout } from './form-layouts.js';
/** A party by the identifier that KSeF shows. */
export interface PartyIdentifier {
  readonly type: 'Nip' | 'InternalId' | 'VatUe' | 'Other' | 'None';
  readonly value: string | null;
}

/** What metadata tell of an invoice beside its number, dates and hash. Amounts as KSeF sums them. */
export interface InvoiceSummary {
  readonly sellerName: string | null;
  readonly buyer: { readonly identifier: PartyIdentifier; readonly name: string | null };
  readonly netAmount: number;
  readonly grossAmount: number;
  /** In PLN. */
  readonly vatAmount: number;
  readonly currency: string;
  readonly invoiceType: string;
  readonly isSelfInvoicing: boolean;
  readonly hasAttachment: boolean;
  readonly thirdSubjects: readonly {
    readonly identifier: PartyIdentifier;
    readonly name: string | null;
    readonly role: number;
  }[];
  readonly authorizedSubject: {
    readonly nip: string;
    readonly name: string | null;
    readonly role: number;
  } | null;
}

const invoiceTypes: Readonly<Record<string, string>> = {
  VAT: 'Vat',
  KOR: 'Kor',
  ZAL: 'Zal',
  ROZ: 'Roz',
  UPR: 'Upr',
  KOR_ZAL: 'KorZal',
  KOR_ROZ: 'KorRoz',
  VAT_RR: 'VatRr',
  KOR_VAT_RR: 'KorVatRr',
};

/** Sums an invoice up as KSeF does in its metadata. */
export function summarize(root: XmlElement, layout: FormLayout, hasAttachment: boolean): InvoiceSummary {
  return layout.rootName === 'Faktura'
    ? summarizeFa(root, layout, hasAttachment)
    : summarizeUbl(root, layout, hasAttachment);
}

function summarizeFa(root: XmlElement, layout: FormLayout, hasAttachment: boolean): InvoiceSummary {
  const { namespace } = root;
  const isRr = layout.form.value === 'FA_RR';
  const body = elementAt(root, isRr ? 'FakturaRR' : 'Fa', namespace);
  const authorized = elementAt(root, 'PodmiotUpowazniony', namespace);
  return {
    ...(isRr ? amountsOfRr(body, namespace) : amountsOfFa(body, namespace)),
    sellerName: fieldOf(root, 'Podmiot1/DaneIdentyfikacyjne/Nazwa', namespace) || null,
    buyer: party(elementAt(root, 'Podmiot2', namespace), namespace),
    currency: fieldOf(body, 'KodWaluty', namespace) ?? 'PLN',
    invoiceType: invoiceTypes[fieldOf(body, 'RodzajFaktury', namespace) ?? ''] ?? 'Vat',
    isSelfInvoicing: fieldOf(body, 'Adnotacje/P_17', namespace) === '1',
    hasAttachment,
    thirdSubjects: elementsAt(root, 'Podmiot3', namespace).map((one) => ({
      ...party(one, namespace),
      role: Number(fieldOf(one, 'Rola', namespace) || 0),
    })),
    authorizedSubject: authorized === undefined ? null : authorizedSubject(authorized, namespace),
  };
}

/** The text at a path below an element; undefined if the element is missing. */
function fieldOf(element: XmlElement | undefined, path: string, namespace: string): string | undefined {
  const field = element && elementAt(element, path, namespace);
  return field && textOf(field);
}

function authorizedSubject(element: XmlElement, namespace: string) {
  const { identifier, name } = party(element, namespace);
  return {
    nip: identifier.value ?? '',
    name,
    role: Number(fieldOf(element, 'RolaPU', namespace) || 0),
  };
}

function party(element: XmlElement | undefined, namespace: string) {
  const identity = element && elementAt(element, 'DaneIdentyfikacyjne', namespace);
  return {
    identifier: identifierOf((name) => fieldOf(identity, name, namespace)),
    name: fieldOf(identity, 'Nazwa', namespace) ?? null,
  };
}

function identifierOf(field: (name: string) => string | undefined): PartyIdentifier {
  const nip = field('NIP');
  if (nip !== undefined) return { type: 'Nip', value: nip };
  const internal = field('IDWew');
  if (internal !== undefined) return { type: 'InternalId', value: internal };
  const vatUe = field('NrVatUE');
  if (vatUe !== undefined) return { type: 'VatUe', value: `${field('KodUE') ?? ''}${vatUe}` };
  const other = field('NrID');
  return other === undefined ? { type: 'None', value: null } : { type: 'Other', value: other };
}

function amountsOfFa(body: XmlElement | undefined, namespace: string) {
  let net = 0;
  let vat = 0;
  for (const field of body?.children ?? []) {
    const name = field.localName;
    if (name.startsWith('P_13_')) net += Number(textOf(field));
    // In a foreign currency the same amount stands beside it in PLN, under the name with W.
    if (name.startsWith('P_14_') && !name.endsWith('W'))
      vat += Number(fieldOf(body, `${name}W`, namespace) ?? textOf(field));
  }
  return {
    netAmount: cents(net),
    vatAmount: cents(vat),
    grossAmount: cents(Number(fieldOf(body, 'P_15', namespace))),
  };
}

function amountsOfRr(body: XmlElement | undefined, namespace: string) {
  const amount = (name: string) => fieldOf(body, name, namespace);
  return {
    netAmount: cents(Number(amount('P_11_1'))),
    vatAmount: cents(Number(amount('P_11_2W') ?? amount('P_11_2'))),
    grossAmount: cents(Number(amount('P_12_1'))),
  };
}

function summarizeUbl(root: XmlElement, layout: FormLayout, hasAttachment: boolean): InvoiceSummary {
  const text = (path: string) => textOf(elementAt(root, path, undefined));
  const supplier = 'AccountingSupplierParty/Party/PartyLegalEntity/RegistrationName';
  const customer = 'AccountingCustomerParty/Party';
  const buyerId =
    text(`${customer}/PartyTaxScheme/CompanyID`) || text(`${customer}/PartyLegalEntity/CompanyID`);
  const nip = /^(?:PL)?(\d{10})$/.exec(buyerId)?.[1];
  return {
    sellerName: text(supplier) || null,
    buyer: {
      identifier:
        nip !== undefined
          ? { type: 'Nip', value: nip }
          : { type: buyerId === '' ? 'None' : 'Other', value: buyerId || null },
      name: text(`${customer}/PartyLegalEntity/RegistrationName`) || null,
    },
    netAmount: cents(Number(text('LegalMonetaryTotal/TaxExclusiveAmount'))),
    grossAmount: cents(Number(text('LegalMonetaryTotal/TaxInclusiveAmount'))),
    vatAmount: cents(Number(text('TaxTotal/TaxAmount'))),
    currency: text('DocumentCurrencyCode'),
    invoiceType: layout.rootName === 'CreditNote' ? 'KorPef' : 'VatPef',
    isSelfInvoicing: false,
    hasAttachment,
    thirdSubjects: [],
    authorizedSubject: null,
  };
}

function cents(amount: number): number {
  return Number.isFinite(amount) ? Math.round(amount * 100) / 100 : 0;
}
