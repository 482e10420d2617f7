import type { FormLayout } from './forms.js';
import { elementsAt, textOf, type XmlElement } from './xml-tree.js';

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
  const find = (path: string) => elementsAt(root, path, layout.namespace);
  const text = (path: string) => textOf(find(path)[0]);
  const [body] = layout.form.value === 'FA_RR' ? find('FakturaRR') : find('Fa');
  const fields = new Map((body?.children ?? []).map((one) => [one.localName, textOf(one)]));
  const [buyer] = find('Podmiot2');
  const [authorized] = find('PodmiotUpowazniony');
  return {
    ...(layout.form.value === 'FA_RR' ? amountsOfRr(fields) : amountsOfFa(fields)),
    sellerName: text('Podmiot1/DaneIdentyfikacyjne/Nazwa') || null,
    buyer: party(buyer, layout),
    currency: fields.get('KodWaluty') ?? 'PLN',
    invoiceType: invoiceTypes[fields.get('RodzajFaktury') ?? ''] ?? 'Vat',
    isSelfInvoicing: text('Fa/Adnotacje/P_17') === '1',
    hasAttachment,
    thirdSubjects: find('Podmiot3').map((one) => ({
      ...party(one, layout),
      role: Number(textOf(elementsAt(one, 'Rola', layout.namespace)[0]) || 0),
    })),
    authorizedSubject:
      authorized === undefined
        ? null
        : {
            nip: party(authorized, layout).identifier.value ?? '',
            name: party(authorized, layout).name,
            role: Number(textOf(elementsAt(authorized, 'RolaPU', layout.namespace)[0]) || 0),
          },
  };
}

function party(element: XmlElement | undefined, layout: FormLayout) {
  const fields = new Map(
    (element === undefined ? [] : elementsAt(element, 'DaneIdentyfikacyjne', layout.namespace))
      .flatMap((one) => one.children)
      .map((one) => [one.localName, textOf(one)]),
  );
  return { identifier: identifierOf(fields), name: fields.get('Nazwa') ?? null };
}

function identifierOf(fields: ReadonlyMap<string, string>): PartyIdentifier {
  const nip = fields.get('NIP');
  if (nip !== undefined) return { type: 'Nip', value: nip };
  const internal = fields.get('IDWew');
  if (internal !== undefined) return { type: 'InternalId', value: internal };
  const vatUe = fields.get('NrVatUE');
  if (vatUe !== undefined) return { type: 'VatUe', value: `${fields.get('KodUE') ?? ''}${vatUe}` };
  const other = fields.get('NrID');
  return other === undefined ? { type: 'None', value: null } : { type: 'Other', value: other };
}

function amountsOfFa(fields: ReadonlyMap<string, string>) {
  let net = 0;
  let vat = 0;
  for (const [name, text] of fields) {
    if (name.startsWith('P_13_')) net += Number(text);
    // In a foreign currency the same amount stands beside it in PLN, under the name with W.
    if (name.startsWith('P_14_') && !name.endsWith('W')) vat += Number(fields.get(`${name}W`) ?? text);
  }
  return { netAmount: cents(net), vatAmount: cents(vat), grossAmount: cents(Number(fields.get('P_15'))) };
}

function amountsOfRr(fields: ReadonlyMap<string, string>) {
  return {
    netAmount: cents(Number(fields.get('P_11_1'))),
    vatAmount: cents(Number(fields.get('P_11_2W') ?? fields.get('P_11_2'))),
    grossAmount: cents(Number(fields.get('P_12_1'))),
  };
}

function summarizeUbl(root: XmlElement, layout: FormLayout, hasAttachment: boolean): InvoiceSummary {
  const text = (path: string) => textOf(elementsAt(root, path, undefined)[0]);
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
