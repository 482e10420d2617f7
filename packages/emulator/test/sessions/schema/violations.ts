/** A change that makes a valid document violate its schema. */
export interface Violation {
  readonly name: string;
  /** The element or attribute that the details have to name. */
  readonly names: string;
  change(xml: string): string;
}

interface FormNames {
  /** Follow each other directly, and are required. */
  readonly first: string;
  readonly second: string;
  /** Required, without any reader of its own in the emulator. */
  readonly needed: string;
  readonly amount: string;
  readonly text: string;
  readonly country: string;
  readonly date: string;
  /** Of elements with one code of a list. */
  readonly code: string;
}

const replaceText = (xml: string, name: string, text: string) =>
  xml.replace(new RegExp(`(<${name}(?: [^>]{0,200})?>)[^<]*`), (_match, tag: string) => `${tag}${text}`);
const elementIn = (xml: string, name: string) =>
  new RegExp(`<${name}(?: [^>]{0,200})?>[\\s\\S]*?</${name}>\\s*`).exec(xml)?.[0] ?? '';

/** What every form can violate. */
function common({ first, second, needed, amount, text, date }: FormNames, prefix: string): Violation[] {
  const unknown = `${prefix}Nieznany`;
  const local = (name: string) => name.slice(name.indexOf(':') + 1);
  return [
    {
      name: 'an unknown element',
      names: 'Nieznany',
      change: (xml) => xml.replace(`<${first}>`, `<${unknown}/><${first}>`),
    },
    {
      name: 'two elements that are swapped',
      // The one that comes too late; UBL allows that the first of them is missing.
      names: local(prefix === '' ? second : first),
      change: (xml) => {
        const [one, other] = [elementIn(xml, first), elementIn(xml, second)];
        return xml.replace(one, '').replace(other, other + one);
      },
    },
    {
      name: 'a missing element',
      names: local(needed),
      change: (xml) => xml.replace(elementIn(xml, needed), ''),
    },
    {
      name: 'an element given twice',
      names: local(first),
      change: (xml) => xml.replace(elementIn(xml, first), (one) => one + one),
    },
    {
      name: 'an amount with a comma',
      names: local(amount),
      change: (xml) => replaceText(xml, amount, '123,45'),
    },
    {
      name: 'an amount with a currency',
      names: local(amount),
      change: (xml) => replaceText(xml, amount, '123.45 PLN'),
    },
    { name: 'an empty amount', names: local(amount), change: (xml) => replaceText(xml, amount, '') },
    { name: 'a date that is none', names: local(date), change: (xml) => replaceText(xml, date, 'wczoraj') },
    {
      name: 'an unknown attribute',
      names: 'nieznany',
      change: (xml) => xml.replace(`<${first}>`, `<${first} nieznany="1">`),
    },
    {
      name: 'an element in a text',
      names: local(text),
      change: (xml) => replaceText(xml, text, `a<${unknown}/>`),
    },
    {
      name: 'an element of another namespace',
      names: 'obcy',
      change: (xml) => xml.replace(`<${first}>`, `<obcy xmlns="urn:obcy"/><${first}>`),
    },
  ];
}

/** Violations of FA (2), FA (3) and FA_RR (1). */
export function faViolations(body: 'Fa' | 'FakturaRR'): Violation[] {
  const isRr = body === 'FakturaRR';
  const names: FormNames = {
    first: 'KodWaluty',
    second: isRr ? 'P_4A' : 'P_1',
    needed: isRr ? 'P_11_1' : 'P_16',
    amount: isRr ? 'P_12_1' : 'P_15',
    text: isRr ? 'P_5' : 'P_7',
    country: 'KodKraju',
    date: 'DataWytworzeniaFa',
    code: 'KodWaluty',
  };
  return [
    ...common(names, ''),
    {
      name: 'an amount with three decimals',
      names: names.amount,
      change: (xml) => replaceText(xml, names.amount, '123.456'),
    },
    {
      name: 'a country that does not exist',
      names: names.country,
      change: (xml) => replaceText(xml, names.country, 'XX'),
    },
    {
      name: 'a currency that does not exist',
      names: names.code,
      change: (xml) => replaceText(xml, names.code, 'ZZZ'),
    },
    {
      name: 'a text of 600 characters',
      names: names.text,
      change: (xml) => replaceText(xml, names.text, 'x'.repeat(600)),
    },
    { name: 'an empty text', names: names.text, change: (xml) => replaceText(xml, names.text, '') },
    { name: 'text between elements', names: body, change: (xml) => xml.replace(`<${body}>`, `<${body}>x`) },
  ];
}

/** Violations of PEF (3) and PEF_KOR (3). */
export function pefViolations(root: 'Invoice' | 'CreditNote'): Violation[] {
  const line = `cac:${root}Line`;
  return [
    ...common(
      {
        first: 'cbc:CustomizationID',
        second: 'cbc:ProfileID',
        needed: 'cbc:TaxAmount',
        amount: 'cbc:PayableAmount',
        text: 'cbc:RegistrationName',
        country: 'cbc:IdentificationCode',
        date: 'cbc:IssueDate',
        code: 'cbc:DocumentCurrencyCode',
      },
      'cbc:',
    ),
    {
      name: 'an amount without its currency',
      names: 'currencyID',
      change: (xml) => xml.replace(/(<cbc:PayableAmount) [^>]{0,200}>/, '$1>'),
    },
    {
      name: 'an indicator that is neither true nor false',
      names: 'ChargeIndicator',
      change: (xml) => replaceText(xml, 'cbc:ChargeIndicator', 'tak'),
    },
    {
      name: 'text between elements',
      names: 'LegalMonetaryTotal',
      change: (xml) => xml.replace('<cac:LegalMonetaryTotal>', '<cac:LegalMonetaryTotal>x'),
    },
    {
      name: 'a line without its number',
      names: `${root}Line`,
      change: (xml) => xml.replace(new RegExp(`(<${line}>[\\s\\S]{0,500}?)<cbc:ID>[^<]*</cbc:ID>`), '$1'),
    },
    {
      name: 'a percentage with its sign',
      names: 'Percent',
      change: (xml) => replaceText(xml, 'cbc:Percent', '25%'),
    },
  ];
}
