import type { ValueEntry } from '../form-table.js';
import { base64Length } from './base64.js';
import { compareMoments, parseMoment } from './date-time.js';
import { compareDecimals, countDigits, type Decimal, parseDecimal } from './decimal.js';
import { rangeCheck } from './range.js';
import { type Check, quoted } from './value-type.js';

/** A check of what makes numbers, dates and the like, with their bounds. */
export function kindCheck(entry: ValueEntry): Check | undefined {
  switch (entry.base) {
    case 'decimal':
    case 'integer':
      return numberCheck(entry);
    case 'date':
    case 'dateTime':
    case 'time':
    case 'gYear':
      return momentCheck(entry, entry.base);
    case 'boolean':
      return (text) =>
        /^(?:true|false|1|0)$/.test(text) ? undefined : `The value ${quoted(text)} is not true or false.`;
    case 'base64Binary':
      return (text) => (base64Length(text) === undefined ? 'The value is not Base64.' : undefined);
    case 'language':
      return (text) =>
        /^[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*$/.test(text)
          ? undefined
          : `The value ${quoted(text)} is not a language code.`;
    default:
      return undefined;
  }
}

function numberCheck(entry: ValueEntry): Check {
  const { base, totalDigits = Number.POSITIVE_INFINITY, fractionDigits = Number.POSITIVE_INFINITY } = entry;
  const range = rangeCheck<Decimal>(entry, parseDecimal, compareDecimals);
  const kind = base === 'integer' ? 'an integer' : 'a decimal number with a point, such as 123.45';
  return (text) => {
    const count = base === 'integer' && text.includes('.') ? undefined : countDigits(text);
    if (count === undefined) return `The value ${quoted(text)} is not ${kind}.`;
    const { integer, fraction } = count;
    if (fraction > fractionDigits)
      return `The value ${quoted(text)} has ${fraction} digits after the point. At most ${fractionDigits} are allowed.`;
    if (integer + fraction > totalDigits)
      return `The value ${quoted(text)} has more than ${totalDigits} digits.`;
    const number = range === undefined ? undefined : parseDecimal(text);
    const problem = number === undefined ? undefined : range?.(number);
    return problem === undefined ? undefined : `The value ${quoted(text)} is out of range. ${problem}`;
  };
}

const examples = {
  date: 'date such as 2026-02-01',
  dateTime: 'date and time such as 2026-02-01T10:00:00Z',
  time: 'time such as 10:00:00',
  gYear: 'year such as 2026',
} as const;

function momentCheck(entry: ValueEntry, kind: keyof typeof examples): Check {
  const parse = (text: string) => parseMoment(text, kind);
  const range = rangeCheck(entry, parse, compareMoments);
  return (text) => {
    const moment = parse(text);
    if (moment === undefined) return `The value ${quoted(text)} is not a ${examples[kind]}.`;
    const problem = range?.(moment);
    return problem === undefined ? undefined : `The value ${quoted(text)} is out of range. ${problem}`;
  };
}
