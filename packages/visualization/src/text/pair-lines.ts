/** The lines of a text in both languages, side by side; the whole text as one where their numbers differ. */
export function pairLines(pl: string, en: string): (readonly [pl: string, en: string])[] {
  const [left, right] = [pl.split('\n'), en.split('\n')];
  if (left.length !== right.length) return [[pl, en]];
  return left.map((line, index) => [line, right[index] ?? line]);
}
