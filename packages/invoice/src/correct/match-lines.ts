import { InvalidInputError } from '@ksef/core';
import { numberLines } from '../build/complete-lines.js';
import type { CommonLine } from '../data/line.js';

/** A line before and after. One of them is missing if the line was added or removed. */
export type LinePair<Line> = readonly [was: Line | undefined, is: Line | undefined];

/**
 * Pairs the lines of an invoice with their replacements: by number if the new line has one, otherwise by identity (id,
 * or index, GTIN and name), otherwise by position. Pairs share one number.
 *
 * @throws InvalidInputError `INVALID_CORRECTION`
 */
export function matchLines<Line extends CommonLine>(
  lines: readonly Line[],
  after: readonly Line[],
): LinePair<Line>[] {
  const before = numberLines(lines);
  checkNumbers(after);
  const partners = new Map<Line, Line>();
  const taken = new Set<Line>();
  const pair = (was: Line | undefined, is: Line) => {
    if (was === undefined || taken.has(was) || partners.has(is)) return;
    taken.add(was);
    partners.set(is, was);
  };
  const unnumbered = [...after.entries()].filter(([, line]) => line.number === undefined);
  for (const is of after)
    if (is.number !== undefined)
      pair(
        before.find((was) => Number(was.number) === Number(is.number)),
        is,
      );
  for (const [index, is] of unnumbered) {
    const was = before[index];
    if (was !== undefined && isSameThing(was, is)) pair(was, is);
  }
  for (const [, is] of unnumbered)
    if (!partners.has(is))
      pair(
        before.find((was) => !taken.has(was) && isSameThing(was, is)),
        is,
      );
  for (const [index, is] of unnumbered) pair(before[index], is);
  const used = new Set([...before, ...after].map(({ number }) => Number(number ?? 0)));
  let next = Math.max(0, ...used);
  return [
    ...before.map((was): LinePair<Line> => {
      const is = after.find((line) => partners.get(line) === was);
      return [was, is && { ...is, number: was.number }];
    }),
    ...after
      .filter((is) => !partners.has(is))
      .map((is): LinePair<Line> => {
        if (is.number === undefined) next++;
        return [undefined, { ...is, number: is.number ?? String(next) }];
      }),
  ];
}

function isSameThing(one: CommonLine, other: CommonLine): boolean {
  if (one.id !== undefined || other.id !== undefined) return one.id === other.id;
  return one.index === other.index && one.gtin === other.gtin && one.name === other.name;
}

function checkNumbers(lines: readonly CommonLine[]): void {
  const seen = new Set<number>();
  for (const [index, { number, isBefore }] of lines.entries()) {
    const input = `lines[${index}]`;
    if (isBefore === true)
      throw new InvalidInputError(
        `${input} is marked as the state before (isBefore). Give the lines as they are from now on: the toolkit adds those from before.`,
        { code: 'INVALID_CORRECTION', input },
      );
    if (number === undefined) continue;
    if (seen.has(Number(number)))
      throw new InvalidInputError(`${input}: the line number ${number} occurs twice.`, {
        code: 'INVALID_CORRECTION',
        input,
      });
    seen.add(Number(number));
  }
}
