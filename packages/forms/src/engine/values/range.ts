import type { ValueEntry } from '../form-table.js';

const bounds = [
  ['minInclusive', (order: number) => order >= 0, 'at least'],
  ['maxInclusive', (order: number) => order <= 0, 'at most'],
  ['minExclusive', (order: number) => order > 0, 'greater than'],
  ['maxExclusive', (order: number) => order < 0, 'less than'],
] as const;

/** A check of the least and greatest values of a type; undefined for types without any. */
export function rangeCheck<T>(
  entry: ValueEntry,
  parse: (text: string) => T | undefined,
  compare: (one: T, other: T) => number | undefined,
): ((value: T) => string | undefined) | undefined {
  const limits = bounds.flatMap(([facet, isWithin, words]) => {
    const text = entry[facet];
    const bound = text === undefined ? undefined : parse(text);
    return bound === undefined ? [] : [{ bound, isWithin, words: `It must be ${words} ${text}.` }];
  });
  if (limits.length === 0) return undefined;
  return (value) => {
    for (const { bound, isWithin, words } of limits) {
      const order = compare(value, bound);
      if (order === undefined || !isWithin(order)) return words;
    }
    return undefined;
  };
}
