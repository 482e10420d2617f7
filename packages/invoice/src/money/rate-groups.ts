import type { InvoiceLine } from '../data/line.js';
import type { RateGroupName } from '../data/totals.js';

/** The fields of a group of rates on the form. */
export interface RateGroup {
  readonly name: RateGroupName;
  readonly net: string;
  readonly vat?: string;
  readonly vatInPln?: string;
}

// Source: FA(3), P_13_1 to P_13_11, in the order of the schema.
export const rateGroups: readonly RateGroup[] = [
  { name: 'standard', net: 'P_13_1', vat: 'P_14_1', vatInPln: 'P_14_1W' },
  { name: 'reduced1', net: 'P_13_2', vat: 'P_14_2', vatInPln: 'P_14_2W' },
  { name: 'reduced2', net: 'P_13_3', vat: 'P_14_3', vatInPln: 'P_14_3W' },
  { name: 'taxi', net: 'P_13_4', vat: 'P_14_4', vatInPln: 'P_14_4W' },
  { name: 'oss', net: 'P_13_5', vat: 'P_14_5' },
  { name: 'zeroDomestic', net: 'P_13_6_1' },
  { name: 'zeroIntraEu', net: 'P_13_6_2' },
  { name: 'zeroExport', net: 'P_13_6_3' },
  { name: 'exempt', net: 'P_13_7' },
  { name: 'outsidePoland', net: 'P_13_8' },
  { name: 'servicesArt100', net: 'P_13_9' },
  { name: 'reverseCharge', net: 'P_13_10' },
  { name: 'margin', net: 'P_13_11' },
];

const byRate: Readonly<Record<string, RateGroupName>> = {
  '23': 'standard',
  '22': 'standard',
  '8': 'reduced1',
  '7': 'reduced1',
  '5': 'reduced2',
  '4': 'taxi',
  '3': 'taxi',
  '0 KR': 'zeroDomestic',
  '0 WDT': 'zeroIntraEu',
  '0 EX': 'zeroExport',
  zw: 'exempt',
  'np I': 'outsidePoland',
  'np II': 'servicesArt100',
  oo: 'reverseCharge',
};

/** The group of a line; undefined for a line without a rate. */
export function groupOf(
  line: Pick<InvoiceLine, 'rate' | 'ossRate'>,
  hasMargin: boolean,
): RateGroupName | undefined {
  if (line.ossRate !== undefined) return 'oss';
  if (line.rate === undefined) return hasMargin ? 'margin' : undefined;
  return Object.hasOwn(byRate, line.rate) ? byRate[line.rate] : undefined;
}

/** The rate of a line in percent: 0 where no tax is charged. */
export function percentOf(line: Pick<InvoiceLine, 'rate' | 'ossRate'>): string {
  if (line.ossRate !== undefined) return String(line.ossRate);
  return line.rate !== undefined && /^\d{1,2}$/.test(line.rate) ? line.rate : '0';
}

/** Whether a group has its own tax on the form. */
export function hasVat(name: RateGroupName): boolean {
  return rateGroups.some((group) => group.name === name && group.vat !== undefined);
}

/** The rates that an invoice of FA(3) may have. */
export const knownRates: readonly string[] = Object.keys(byRate);
