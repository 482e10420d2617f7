import type { XmlElement } from '@ksef/forms/xml';
import type { ChildrenOf } from '../document/children-of.js';
import { type Describer, describeChildren } from '../document/describe-element.js';
import { blocksOf, section } from '../document/sections.js';
import type { Cell, Field, Section } from '../document/visual-document.js';
import type { Bilingual } from '../text/label.js';
import { showValue } from '../text/show-value.js';

/** A rate: its name, and the fields of its sums. */
export interface RateRow {
  readonly title: Bilingual;
  readonly net: string;
  readonly tax?: string;
  readonly taxInPln?: string;
}

const commonRates: readonly RateRow[] = [
  { title: ['23% albo 22%', '23% or 22%'], net: 'P_13_1', tax: 'P_14_1', taxInPln: 'P_14_1W' },
  { title: ['8% albo 7%', '8% or 7%'], net: 'P_13_2', tax: 'P_14_2', taxInPln: 'P_14_2W' },
  { title: ['5%', '5%'], net: 'P_13_3', tax: 'P_14_3', taxInPln: 'P_14_3W' },
];

/** The rates of FA (1): two of its fields have a different meaning than later. */
export const fa1Rates: readonly RateRow[] = [
  ...commonRates,
  {
    title: ['Ryczałt dla taksówek albo odwrotne obciążenie', 'Flat rate for taxis, or reverse charge'],
    net: 'P_13_4',
    tax: 'P_14_4',
    taxInPln: 'P_14_4W',
  },
  {
    title: ['Poza terytorium kraju, także procedura OSS', 'Outside Poland, OSS procedure too'],
    net: 'P_13_5',
    tax: 'P_14_5',
  },
  { title: ['0%', '0%'], net: 'P_13_6' },
  { title: ['Zwolnione od podatku (zw)', 'Exempt (zw)'], net: 'P_13_7' },
];

/** The rates of FA (2) and FA (3). */
export const faRates: readonly RateRow[] = [
  ...commonRates,
  {
    title: ['Ryczałt dla taksówek', 'Flat rate for taxis'],
    net: 'P_13_4',
    tax: 'P_14_4',
    taxInPln: 'P_14_4W',
  },
  { title: ['Procedura OSS', 'OSS procedure'], net: 'P_13_5', tax: 'P_14_5' },
  { title: ['0% w kraju', '0%, domestic'], net: 'P_13_6_1' },
  { title: ['0% WDT', '0%, intra-EU supply'], net: 'P_13_6_2' },
  { title: ['0% eksport', '0%, export'], net: 'P_13_6_3' },
  { title: ['Zwolnione od podatku (zw)', 'Exempt (zw)'], net: 'P_13_7' },
  { title: ['Poza terytorium kraju (np I)', 'Outside Poland (np I)'], net: 'P_13_8' },
  { title: ['Usługi z art. 100 ust. 1 pkt 4 (np II)', 'Services of art. 100(1)(4) (np II)'], net: 'P_13_9' },
  { title: ['Odwrotne obciążenie (oo)', 'Reverse charge (oo)'], net: 'P_13_10' },
  { title: ['Procedura marży', 'Margin scheme'], net: 'P_13_11' },
];

const nothing: Cell = { value: ['', ''] };

/**
 * The sums by rate, as stated on the invoice. The form has no field for gross amounts of a rate, so none is calculated.
 */
export function summary(
  fa: ChildrenOf,
  rates: readonly RateRow[],
  currency: string,
  describer: Describer,
): Section[] {
  const rows: Cell[][] = [];
  let hasTaxInPln = false;
  for (const { title, net, tax, taxInPln } of rates) {
    const elements = [net, tax, taxInPln].map((name) => (name === undefined ? undefined : fa.take(name)));
    if (elements.every((element) => element === undefined)) continue;
    hasTaxInPln ||= elements[2] !== undefined;
    rows.push([{ value: title }, ...elements.map(amount)]);
  }
  const total = describeChildren(fa.takeAll('P_15'), describer);
  return [
    section(
      'summary',
      ['Podsumowanie', 'Summary'],
      {
        type: 'table',
        isCompact: true,
        isSummary: true,
        columns: [
          { title: ['Stawka', 'Rate'], isNumeric: false },
          { title: ['Netto', 'Net'], isNumeric: true },
          { title: ['VAT', 'VAT'], isNumeric: true },
          ...(hasTaxInPln ? [{ title: ['VAT w PLN', 'VAT in PLN'] as const, isNumeric: true }] : []),
        ],
        rows: hasTaxInPln ? rows : rows.map((row) => row.slice(0, 3)),
      },
      ...blocksOf({ fields: [], cards: total.cards }),
      { type: 'total', fields: total.fields.map((field) => inCurrency(field, currency)) },
    ),
  ];
}

function amount(element: XmlElement | undefined): Cell {
  return element === undefined ? nothing : { value: showValue(element.text, 'amount') };
}

/** An amount with the invoice's currency. */
export function inCurrency(field: Field, currency: string): Field {
  if (currency === '') return field;
  const [pl, en] = field.value;
  return { ...field, value: [`${pl}\u00a0${currency}`, `${en}\u00a0${currency}`] };
}
