import { type FormCode, formCodes } from '@ksef/core';

/** How documents of one form look, as far as the emulator reads them. */
export interface FormLayout {
  readonly form: FormCode;
  readonly rootName: string;
  readonly namespace: string;
  /** `NazwaStrukturyLogicznej` of the UPO. */
  readonly schemaFile: string;
  /** Paths of local names below the root that must be there and filled. */
  readonly required: readonly string[];
  readonly sellerNip: string;
  readonly invoiceNumber: string;
  readonly issueDate: string;
  readonly kind: string;
  /** Paths to NIPs of the other parties. */
  readonly parties: readonly string[];
}

const header = ['Naglowek/KodFormularza', 'Naglowek/WariantFormularza', 'Naglowek/DataWytworzeniaFa'];
const issuer = [
  'Podmiot1/DaneIdentyfikacyjne/NIP',
  'Podmiot1/DaneIdentyfikacyjne/Nazwa',
  'Podmiot1/Adres/KodKraju',
];

const layoutsByCode = new Map<string, FormLayout>();

/** The layout of a form. */
export function formLayout(form: FormCode): FormLayout | undefined {
  const known = layoutsByCode.get(form.systemCode);
  if (known !== undefined) return known;
  for (const layout of layouts()) layoutsByCode.set(layout.form.systemCode, layout);
  return layoutsByCode.get(form.systemCode);
}

function layouts(): readonly FormLayout[] {
  return [
    vatInvoice(formCodes.fa2, 'http://crd.gov.pl/wzor/2023/06/29/12648/', 'Schemat_FA(2)_v1-0E.xsd'),
    vatInvoice(formCodes.fa3, 'http://crd.gov.pl/wzor/2025/06/25/13775/', 'Schemat_FA(3)_v1-0E.xsd', [
      'Podmiot2/JST',
      'Podmiot2/GV',
    ]),
    farmersInvoice(),
    ubl(formCodes.pef3, 'Invoice', 'Schemat_PEF(3)_v2-1.xsd'),
    ubl(formCodes.pefKor3, 'CreditNote', 'Schemat_PEF_KOR(3)_v2-1.xsd'),
  ];
}

function vatInvoice(
  form: FormCode,
  namespace: string,
  schemaFile: string,
  more: readonly string[] = [],
): FormLayout {
  return {
    form,
    rootName: 'Faktura',
    namespace,
    schemaFile,
    required: [
      ...header,
      ...issuer,
      'Podmiot2/DaneIdentyfikacyjne',
      ...more,
      'Fa/KodWaluty',
      'Fa/P_1',
      'Fa/P_2',
      'Fa/P_15',
      'Fa/Adnotacje',
      'Fa/RodzajFaktury',
    ],
    sellerNip: 'Podmiot1/DaneIdentyfikacyjne/NIP',
    invoiceNumber: 'Fa/P_2',
    issueDate: 'Fa/P_1',
    kind: 'Fa/RodzajFaktury',
    parties: ['Podmiot2', 'Podmiot3', 'PodmiotUpowazniony'].map(
      (party) => `${party}/DaneIdentyfikacyjne/NIP`,
    ),
  };
}

function farmersInvoice(): FormLayout {
  return {
    form: formCodes.faRr1,
    rootName: 'Faktura',
    namespace: 'http://crd.gov.pl/wzor/2026/03/06/14189/',
    schemaFile: 'Schemat_FA_RR(1)_v1-1E.xsd',
    required: [
      ...header,
      ...issuer,
      'Podmiot2/DaneIdentyfikacyjne',
      'FakturaRR/KodWaluty',
      'FakturaRR/P_4B',
      'FakturaRR/P_4C',
      'FakturaRR/P_12_1',
      'FakturaRR/RodzajFaktury',
    ],
    sellerNip: 'Podmiot1/DaneIdentyfikacyjne/NIP',
    invoiceNumber: 'FakturaRR/P_4C',
    issueDate: 'FakturaRR/P_4B',
    kind: 'FakturaRR/RodzajFaktury',
    parties: ['Podmiot2', 'Podmiot3', 'PodmiotUpowazniony'].map(
      (party) => `${party}/DaneIdentyfikacyjne/NIP`,
    ),
  };
}

function ubl(form: FormCode, rootName: 'Invoice' | 'CreditNote', schemaFile: string): FormLayout {
  const seller = 'AccountingSupplierParty/Party/PartyTaxScheme/CompanyID';
  return {
    form,
    rootName,
    namespace: `urn:oasis:names:specification:ubl:schema:xsd:${rootName}-2`,
    schemaFile,
    required: [
      'CustomizationID',
      'ID',
      'IssueDate',
      `${rootName}TypeCode`,
      'DocumentCurrencyCode',
      seller,
      'AccountingCustomerParty/Party',
      'LegalMonetaryTotal/PayableAmount',
      `${rootName}Line`,
    ],
    sellerNip: seller,
    invoiceNumber: 'ID',
    issueDate: 'IssueDate',
    kind: `${rootName}TypeCode`,
    parties: [
      'AccountingCustomerParty/Party/PartyTaxScheme/CompanyID',
      'AccountingCustomerParty/Party/PartyLegalEntity/CompanyID',
    ],
  };
}
