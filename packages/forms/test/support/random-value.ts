import fc from '@ksef-tools/testing/properties';
import type { ValueEntry } from '../../src/engine/form-table.js';
import { compileValue } from '../../src/engine/values/compile-value.js';
import { characterProblem } from '../../src/engine/write-xml.js';

/** A text that a type takes, among them the shortest, the longest and such with characters that need escapes. */
export type RandomValue = (random: () => number) => string;

export function randomValue(entry: ValueEntry): RandomValue {
  const type = compileValue(entry);
  const pool = [...new Set(candidates(entry))].filter(
    (text) => characterProblem(text) === undefined && type.problemOf(type.prepare(text)) === undefined,
  );
  if (pool.length === 0) throw new Error(`No value of ${JSON.stringify(entry)} was found.`);
  return (random) => pool[Math.floor(random() * pool.length)] ?? '';
}

function candidates(entry: ValueEntry): readonly string[] {
  if (entry.enumeration !== undefined) return entry.enumeration.split('|');
  if (entry.union !== undefined) return entry.union.flatMap(candidates);
  if (entry.patterns !== undefined && entry.base === 'string') return matching(entry.patterns);
  switch (entry.base) {
    case 'decimal':
    case 'integer':
      return [
        '0',
        '1',
        '-1',
        '7',
        '100',
        '12',
        '0.01',
        '-0.5',
        '123.45',
        '99.999999',
        '1.00',
        '5',
        '2147483647',
        ...longNumbers(entry),
      ];
    case 'date':
      return ['2026-02-01', '2024-02-29', '2016-07-01', '2049-12-31', '2026-12-31'];
    case 'dateTime':
      return [
        '2026-02-01T10:00:00Z',
        '2026-02-01T24:00:00Z',
        '2027-03-01T23:59:59.123456+02:00',
        '2030-01-01T00:00:00Z',
      ];
    case 'time':
      return ['10:00:00', '23:59:59.5Z', '00:00:00+01:00'];
    case 'gYear':
      return ['2026'];
    case 'boolean':
      return ['true', 'false', '0', '1'];
    case 'base64Binary':
      return ['', 'AA==', 'AAA=', 'QUJD', 'QUJD QUJD'];
    case 'language':
      return ['pl', 'en-GB'];
    case 'anyURI':
      return ['https://example.com/a?b=c&d', 'urn:x:y', 'mailto:a@b.pl'];
    default:
      return texts(entry);
  }
}

function longNumbers({ totalDigits = 0, fractionDigits = 0 }: ValueEntry): readonly string[] {
  if (totalDigits === 0) return [];
  const whole = '9'.repeat(Math.min(totalDigits - fractionDigits, 16));
  return [whole, `-${whole}`, `${whole}.${'9'.repeat(fractionDigits)}`, `0.${'1'.repeat(fractionDigits)}`];
}

/** Each pattern makes examples; the type says which of them match all groups. */
function matching(patterns: readonly (readonly string[])[]): readonly string[] {
  return patterns.flat().flatMap((pattern) => {
    const expression = new RegExp(
      `^(?:${pattern.replace(/[$^]/g, '').replaceAll('[^\\s?#]*', '[a-z]*').replaceAll('[^#\\s]*', '[a-z=]*')})$`,
    );
    return fc.sample(fc.stringMatching(expression, { maxLength: 60 }), { numRuns: 200, seed: 1 });
  });
}

function texts({ minLength = 0, maxLength = 40, length }: ValueEntry): readonly string[] {
  const longest = length ?? maxLength;
  const shortest = length ?? minLength;
  const all = [
    'x'.repeat(longest),
    '𝄞'.repeat(longest),
    'ż'.repeat(Math.max(shortest, 1)),
    `<&>"'${'y'.repeat(Math.max(0, longest - 5))}`,
    'Zażółć gęślą jaźń',
    'a  b',
    ' c ',
    'd\te\nf',
    ']]>',
    '\u00A0\u0085\u2028',
  ];
  return shortest === 0 ? [...all, ''] : all;
}
