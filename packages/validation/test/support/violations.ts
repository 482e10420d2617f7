/** A change that makes a valid document violate its schema, and what is to be said of it. */
export interface Violation {
  readonly what: string;
  readonly rule: string;
  readonly path: string;
  change(xml: string): string;
}

type Change = (xml: string) => string;

const before =
  (element: string, added: string): Change =>
  (xml) =>
    xml.replace(`<${element}>`, `${added}<${element}>`);

const within =
  (element: string, added: string): Change =>
  (xml) =>
    xml.replace(`<${element}>`, `<${element}>${added}`);

const text =
  (name: string, value: string): Change =>
  (xml) =>
    xml.replace(new RegExp(`(<${name}(?: [^>]{0,200})?>)[^<]*`), (_match, tag: string) => `${tag}${value}`);

const first = (xml: string, name: string) =>
  new RegExp(`<${name}(?: [^>]{0,200})?>[\\s\\S]*?</${name}>\\s*`).exec(xml)?.[0] ?? '';

const without =
  (name: string): Change =>
  (xml) =>
    xml.replace(first(xml, name), '');

const twice =
  (name: string): Change =>
  (xml) =>
    xml.replace(first(xml, name), (one) => one + one);

const swapped =
  (name: string, next: string): Change =>
  (xml) => {
    const [one, other] = [first(xml, name), first(xml, next)];
    return xml.replace(one, '').replace(other, other + one);
  };

/** What differs between FA (2), FA (3) and FA_RR (1). */
interface FaNames {
  readonly body: string;
  /** Follows `KodWaluty` and is required. */
  readonly second: string;
  /** A required element, and where the next one is. */
  readonly needed: readonly [name: string, next: string];
  readonly amount: string;
  /** The path of a line, and a text of it. */
  readonly line: string;
  readonly text: string;
}

function faViolations({ body, second, needed, amount, line, text: textName }: FaNames): Violation[] {
  const at = (path: string) => `/Faktura/${body}/${path}`;
  return [
    {
      what: 'an unknown element',
      rule: 'schema-unknown-element',
      path: at('Nieznany'),
      change: before('KodWaluty', '<Nieznany/>'),
    },
    {
      what: 'an element of another namespace',
      rule: 'schema-unknown-element',
      path: at('obcy'),
      change: before('KodWaluty', '<obcy xmlns="urn:obcy"/>'),
    },
    {
      what: 'two elements that are swapped',
      rule: 'schema-element-order',
      path: at(second),
      change: swapped('KodWaluty', second),
    },
    {
      what: 'a missing element',
      rule: 'schema-element-order',
      path: at(needed[1]),
      change: without(needed[0]),
    },
    {
      what: 'an element given twice',
      rule: 'schema-element-order',
      path: at('KodWaluty[2]'),
      change: twice('KodWaluty'),
    },
    {
      what: 'an empty party',
      rule: 'schema-missing-element',
      path: '/Faktura/Podmiot2/DaneIdentyfikacyjne',
      change: (xml) =>
        xml.replace(
          /(<Podmiot2>\s*<DaneIdentyfikacyjne>)[\s\S]*?(<\/DaneIdentyfikacyjne>)/,
          (_match, open: string, close: string) => open + close,
        ),
    },
    {
      what: 'an amount with a comma',
      rule: 'schema-value',
      path: at(amount),
      change: text(amount, '123,45'),
    },
    {
      what: 'an amount with three decimals',
      rule: 'schema-pattern',
      path: at(amount),
      change: text(amount, '123.456'),
    },
    { what: 'an empty amount', rule: 'schema-value', path: at(amount), change: text(amount, '') },
    {
      what: 'a word instead of a date',
      rule: 'schema-value',
      path: '/Faktura/Naglowek/DataWytworzeniaFa',
      change: text('DataWytworzeniaFa', 'wczoraj'),
    },
    {
      what: 'a date before all invoices',
      rule: 'schema-range',
      path: '/Faktura/Naglowek/DataWytworzeniaFa',
      change: text('DataWytworzeniaFa', '2001-01-01T00:00:00Z'),
    },
    {
      what: 'an unknown attribute',
      rule: 'schema-attribute',
      path: at('KodWaluty/@nieznany'),
      change: (xml) => xml.replace('<KodWaluty>', '<KodWaluty nieznany="1">'),
    },
    {
      what: 'a missing attribute',
      rule: 'schema-attribute',
      path: '/Faktura/Naglowek/KodFormularza',
      change: (xml) => xml.replace(/ wersjaSchemy="[^"]*"/, ''),
    },
    {
      what: 'the version of another schema',
      rule: 'schema-value',
      path: '/Faktura/Naglowek/KodFormularza/@wersjaSchemy',
      change: (xml) => xml.replace(/ wersjaSchemy="[^"]*"/, ' wersjaSchemy="9-9E"'),
    },
    {
      what: 'a country that does not exist',
      rule: 'schema-enumeration',
      path: '/Faktura/Podmiot1/Adres/KodKraju',
      change: text('KodKraju', 'XX'),
    },
    {
      what: 'a currency that does not exist',
      rule: 'schema-enumeration',
      path: at('KodWaluty'),
      change: text('KodWaluty', 'ZZZ'),
    },
    {
      what: 'a NIP with letters',
      rule: 'schema-pattern',
      path: '/Faktura/Podmiot1/DaneIdentyfikacyjne/NIP',
      change: text('NIP', 'PL5265877635'),
    },
    {
      what: 'a text of 600 characters',
      rule: 'schema-length',
      path: at(`${line}/${textName}`),
      change: text(textName, 'x'.repeat(600)),
    },
    {
      what: 'an empty text',
      rule: 'schema-length',
      path: at(`${line}/${textName}`),
      change: text(textName, ''),
    },
    {
      what: 'an element in a text',
      rule: 'schema-content',
      path: at(`${line}/${textName}`),
      change: text(textName, 'a<Nieznany/>'),
    },
    {
      what: 'text between elements',
      rule: 'schema-content',
      path: `/Faktura/${body}`,
      change: within(body, 'x'),
    },
  ];
}

function pefViolations(root: 'Invoice' | 'CreditNote'): Violation[] {
  const at = (path: string) => `/${root}/${path}`;
  const total = 'LegalMonetaryTotal/PayableAmount';
  const party = 'AccountingSupplierParty/Party/PartyLegalEntity/RegistrationName';
  // The invoice has several lines, its correction one.
  const line = root === 'Invoice' ? 'InvoiceLine[1]' : 'CreditNoteLine';
  const quantity = root === 'Invoice' ? 'InvoicedQuantity' : 'CreditedQuantity';
  return [
    {
      what: 'an unknown element',
      rule: 'schema-unknown-element',
      path: at('Nieznany'),
      change: before('cbc:CustomizationID', '<cbc:Nieznany/>'),
    },
    {
      what: 'an element of another namespace',
      rule: 'schema-unknown-element',
      path: at('obcy'),
      change: before('cbc:CustomizationID', '<obcy xmlns="urn:obcy"/>'),
    },
    {
      what: 'two elements that are swapped',
      rule: 'schema-element-order',
      path: at('CustomizationID'),
      change: swapped('cbc:CustomizationID', 'cbc:ProfileID'),
    },
    {
      what: 'a missing element',
      rule: 'schema-element-order',
      path: at('IssueDate'),
      change: without('cbc:ID'),
    },
    {
      what: 'an element given twice',
      rule: 'schema-element-order',
      path: at('CustomizationID[2]'),
      change: twice('cbc:CustomizationID'),
    },
    {
      what: 'a line without its number',
      rule: 'schema-element-order',
      path: at(`${line}/Note`),
      change: (xml) =>
        xml.replace(new RegExp(`(<cac:${root}Line>[\\s\\S]{0,500}?)<cbc:ID>[^<]*</cbc:ID>`), '$1'),
    },
    {
      what: 'an amount with a comma',
      rule: 'schema-value',
      path: at(total),
      change: text('cbc:PayableAmount', '123,45'),
    },
    {
      what: 'an amount with its currency',
      rule: 'schema-value',
      path: at(total),
      change: text('cbc:PayableAmount', '123.45 PLN'),
    },
    {
      what: 'an empty amount',
      rule: 'schema-value',
      path: at(total),
      change: text('cbc:PayableAmount', ''),
    },
    {
      what: 'an amount without a currency',
      rule: 'schema-attribute',
      path: at(total),
      change: (xml) => xml.replace(/(<cbc:PayableAmount) [^>]{0,200}>/, '$1>'),
    },
    {
      what: 'a word instead of a date',
      rule: 'schema-value',
      path: at('IssueDate'),
      change: text('cbc:IssueDate', 'wczoraj'),
    },
    {
      what: 'a day that does not exist',
      rule: 'schema-value',
      path: at('IssueDate'),
      change: text('cbc:IssueDate', '2026-02-30'),
    },
    {
      what: 'an unknown attribute',
      rule: 'schema-attribute',
      path: at('CustomizationID/@nieznany'),
      change: (xml) => xml.replace('<cbc:CustomizationID>', '<cbc:CustomizationID nieznany="1">'),
    },
    {
      what: 'an element in a text',
      rule: 'schema-content',
      path: at(party),
      change: text('cbc:RegistrationName', 'a<cbc:Nieznany/>'),
    },
    {
      what: 'text between elements',
      rule: 'schema-content',
      path: at('LegalMonetaryTotal'),
      change: within('cac:LegalMonetaryTotal', 'x'),
    },
    {
      what: 'a quantity in words',
      rule: 'schema-value',
      path: at(`${line}/${quantity}`),
      change: text(`cbc:${quantity}`, 'dziesięć'),
    },
    {
      what: 'a percentage with its sign',
      rule: 'schema-value',
      path: at('AllowanceCharge[1]/TaxCategory/Percent'),
      change: text('cbc:Percent', '23%'),
    },
  ];
}

/** At least 15 kinds of each form. */
export const violations = {
  fa2: faViolations({
    body: 'Fa',
    second: 'P_1',
    needed: ['P_16', 'Adnotacje/P_17'],
    amount: 'P_15',
    line: 'FaWiersz[1]',
    text: 'P_7',
  }),
  fa3: faViolations({
    body: 'Fa',
    second: 'P_1',
    needed: ['P_16', 'Adnotacje/P_17'],
    amount: 'P_15',
    line: 'FaWiersz[1]',
    text: 'P_7',
  }),
  faRr1: faViolations({
    body: 'FakturaRR',
    second: 'P_4A',
    needed: ['P_11_1', 'P_11_2'],
    amount: 'P_12_1',
    line: 'FakturaRRWiersz[1]',
    text: 'P_5',
  }),
  pef3: pefViolations('Invoice'),
  pefKor3: pefViolations('CreditNote'),
} as const;
