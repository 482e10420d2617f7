import { collapseXmlSpace } from '@ksef/documents/xml';
import type { ValueEntry } from '../form-table.js';
import { base64Length } from './base64.js';
import { compareMoments, parseMoment } from './date-time.js';
import { compareDecimals, type Decimal, parseDecimal } from './decimal.js';
import { compilePattern } from './pattern.js';

/** What a field may hold. */
export interface ValueType {
  /** What is wrong with a text; undefined if nothing is. */
  problemOf(text: string): string | undefined;
  /** The text as a model keeps it. */
  keep(text: string): string;
}

type Check = (text: string) => string | undefined;

export function compileValue(entry: ValueEntry): ValueType {
  if (entry.union !== undefined) return compileUnion(entry.union.map(compileValue));
  const prepare = preparation(entry);
  const checks = [kindCheck(entry), lengthCheck(entry), enumerationCheck(entry), patternCheck(entry)].filter(
    (check) => check !== undefined,
  );
  const known = entry.enumeration?.split('|');
  const isText = entry.base === 'string' || entry.base === 'anyURI';
  return {
    problemOf(text) {
      const prepared = prepare(text);
      for (const check of checks) {
        const problem = check(prepared);
        if (problem !== undefined) return problem;
      }
      return undefined;
    },
    keep(text) {
      if (known !== undefined && entry.base !== 'decimal') return canonical(prepare(text), known, entry);
      // Texts keep their white space: a document that is read and written stays the same.
      return isText ? text : prepare(text);
    },
  };
}

function compileUnion(members: readonly ValueType[]): ValueType {
  return {
    problemOf(text) {
      const problems = members.map((member) => member.problemOf(text));
      return problems.includes(undefined) ? undefined : problems[0];
    },
    keep: (text) => text,
  };
}

const untidy = /^ |[\t\n\r]| {2}| $/;

function preparation({ whiteSpace = 'collapse' }: ValueEntry): (text: string) => string {
  if (whiteSpace === 'preserve') return (text) => text;
  if (whiteSpace === 'replace') return (text) => text.replace(/[\t\n\r]/g, ' ');
  return (text) => (untidy.test(text) ? collapseXmlSpace(text) : text);
}

/** One of the values as the schema writes it: `01` is the number 1. */
function canonical(text: string, known: readonly string[], { base }: ValueEntry): string {
  if (base !== 'integer' && base !== 'decimal') return text;
  return known.find((value) => isSameNumber(value, text)) ?? text;
}

function isSameNumber(one: string, other: string): boolean {
  const numbers = [parseDecimal(one), parseDecimal(other)] as const;
  return (
    numbers[0] !== undefined && numbers[1] !== undefined && compareDecimals(numbers[0], numbers[1]) === 0
  );
}

function enumerationCheck(entry: ValueEntry): Check | undefined {
  if (entry.enumeration === undefined) return undefined;
  const known = entry.enumeration.split('|');
  const set = new Set(known);
  const shown = known.length > 20 ? 'the values of the form' : known.join(', ');
  return (text) =>
    set.has(canonical(text, known, entry)) ? undefined : `The value ${quoted(text)} is not one of ${shown}.`;
}

function patternCheck({ patterns }: ValueEntry): Check | undefined {
  if (patterns === undefined) return undefined;
  const groups = patterns.map((group) => group.map(compilePattern));
  return (text) =>
    groups.every((group) => group.some((pattern) => pattern.test(text)))
      ? undefined
      : `The value ${quoted(text)} does not have the form ${patterns.flat().join(' or ')}.`;
}

function lengthCheck(entry: ValueEntry): Check | undefined {
  const { length, minLength = length ?? 0, maxLength = length ?? Number.POSITIVE_INFINITY } = entry;
  if (minLength === 0 && maxLength === Number.POSITIVE_INFINITY) return undefined;
  return (text) => {
    // A character outside the basic plane is one character and two units.
    if (text.length <= maxLength && (minLength <= 1 ? text.length >= minLength : false)) return undefined;
    const count = charactersIn(text);
    if (count > maxLength) return `The value has ${count} characters. At most ${maxLength} are allowed.`;
    if (count >= minLength) return undefined;
    return count === 0
      ? 'The value is empty.'
      : `The value has ${count} characters. At least ${minLength} are needed.`;
  };
}

function charactersIn(text: string): number {
  let count = text.length;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code >= 0xd800 && code <= 0xdbff) count--;
  }
  return count;
}

function kindCheck(entry: ValueEntry): Check | undefined {
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

const bounds = [
  ['minInclusive', (order: number) => order >= 0, 'at least'],
  ['maxInclusive', (order: number) => order <= 0, 'at most'],
  ['minExclusive', (order: number) => order > 0, 'greater than'],
  ['maxExclusive', (order: number) => order < 0, 'less than'],
] as const;

function rangeCheck<T>(
  entry: ValueEntry,
  parse: (text: string) => T | undefined,
  compare: (one: T, other: T) => number | undefined,
): (value: T) => string | undefined {
  const limits = bounds.flatMap(([facet, isWithin, words]) => {
    const text = entry[facet];
    const bound = text === undefined ? undefined : parse(text);
    return bound === undefined ? [] : [{ bound, isWithin, words: `It must be ${words} ${text}.` }];
  });
  return (value) => {
    for (const { bound, isWithin, words } of limits) {
      const order = compare(value, bound);
      if (order === undefined || !isWithin(order)) return words;
    }
    return undefined;
  };
}

function numberCheck(entry: ValueEntry): Check {
  const { base, totalDigits = Number.POSITIVE_INFINITY, fractionDigits = Number.POSITIVE_INFINITY } = entry;
  const range = rangeCheck<Decimal>(entry, parseDecimal, compareDecimals);
  const kind = base === 'integer' ? 'an integer' : 'a decimal number with a point, such as 123.45';
  return (text) => {
    const number = base === 'integer' && text.includes('.') ? undefined : parseDecimal(text);
    if (number === undefined) return `The value ${quoted(text)} is not ${kind}.`;
    const { integer, fraction } = number;
    if (fraction.length > fractionDigits)
      return `The value ${quoted(text)} has ${fraction.length} digits after the point. At most ${fractionDigits} are allowed.`;
    if (integer.length + fraction.length > totalDigits)
      return `The value ${quoted(text)} has more than ${totalDigits} digits.`;
    const problem = range(number);
    return problem === undefined ? undefined : `The value ${quoted(text)} is out of range. ${problem}`;
  };
}

const examples = {
  date: '2026-02-01',
  dateTime: '2026-02-01T10:00:00Z',
  time: '10:00:00',
  gYear: '2026',
} as const;

function momentCheck(entry: ValueEntry, kind: keyof typeof examples): Check {
  const parse = (text: string) => parseMoment(text, kind);
  const range = rangeCheck(entry, parse, compareMoments);
  return (text) => {
    const moment = parse(text);
    if (moment === undefined)
      return `The value ${quoted(text)} is not a ${words[kind]} such as ${examples[kind]}.`;
    const problem = range(moment);
    return problem === undefined ? undefined : `The value ${quoted(text)} is out of range. ${problem}`;
  };
}

const words = { date: 'date', dateTime: 'date and time', time: 'time', gYear: 'year' } as const;

/** Short enough for a message. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}
