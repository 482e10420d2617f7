import { collapseXmlSpace } from '@ksef/documents/internal';
import type { ValueEntry } from '../form-table.js';
import { compareDecimals, parseDecimal } from './decimal.js';
import { kindCheck } from './kind-check.js';
import { lengthCheck } from './length-check.js';
import { compilePattern } from './pattern.js';
import { type Check, quoted, type ValueType } from './value-type.js';

export function compileValue(entry: ValueEntry): ValueType {
  if (entry.union !== undefined) return compileUnion(entry.union.map(compileValue));
  const known = entry.enumeration?.split('|');
  const all = [kindCheck(entry), lengthCheck(entry), enumerationCheck(entry, known), patternCheck(entry)];
  const checks = all.filter((check) => check !== undefined);
  return {
    // A document that is read and written stays the same, also in the white space of its texts.
    keepsText: (entry.base === 'string' || entry.base === 'anyURI') && known === undefined,
    prepare: preparation(entry),
    problemOf(prepared) {
      for (const check of checks) {
        const problem = check(prepared);
        if (problem !== undefined) return problem;
      }
      return undefined;
    },
    // One of the values as the schema writes it: `01` is the number 1.
    keep: (prepared) =>
      known === undefined || entry.base !== 'integer' ? prepared : (sameNumber(prepared, known) ?? prepared),
  };
}

function compileUnion(members: readonly ValueType[]): ValueType {
  return {
    keepsText: true,
    prepare: (text) => text,
    problemOf(text) {
      const problems = members.map((member) => member.problemOf(member.prepare(text)));
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

function enumerationCheck({ base }: ValueEntry, known: readonly string[] | undefined): Check | undefined {
  if (known === undefined) return undefined;
  const set = new Set(known);
  const shown = known.length > 20 ? 'the values of the form' : known.join(', ');
  const isNumber = base === 'integer' || base === 'decimal';
  return (text) =>
    set.has(text) || (isNumber && sameNumber(text, known) !== undefined)
      ? undefined
      : `The value ${quoted(text)} is not one of ${shown}.`;
}

function sameNumber(text: string, known: readonly string[]): string | undefined {
  if (known.includes(text)) return text;
  const number = parseDecimal(text);
  if (number === undefined) return undefined;
  return known.find((value) => {
    const other = parseDecimal(value);
    return other !== undefined && compareDecimals(number, other) === 0;
  });
}

function patternCheck({ patterns }: ValueEntry): Check | undefined {
  if (patterns === undefined) return undefined;
  const groups = patterns.map((group) => group.map(compilePattern));
  return (text) =>
    groups.every((group) => group.some((pattern) => pattern.test(text)))
      ? undefined
      : `The value ${quoted(text)} does not have the form ${patterns.flat().join(' or ')}.`;
}
