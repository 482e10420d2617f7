// Longer names are not typos, and comparing them costs time.
const longestName = 40;

/** The known name that was probably meant: the same in different case, or a few typos away. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  if (name.length > longestName) return undefined;
  const wanted = name.toLowerCase();
  let nearest: string | undefined;
  let fewest = Math.max(2, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of known) {
    const steps = differenceOf(wanted, candidate.toLowerCase());
    if (steps < fewest) [nearest, fewest] = [candidate, steps];
  }
  return nearest;
}

function differenceOf(wanted: string, candidate: string): number {
  // `timeout` for `timeoutMs`: the unit is easily forgotten.
  if (wanted.length >= 3 && candidate !== wanted && candidate.startsWith(wanted)) return 1;
  return keystrokes(wanted, candidate);
}

/** How many characters to insert, delete or replace (Levenshtein). */
function keystrokes(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let at = 1; at <= one.length; at++) {
    const next = [at];
    for (let to = 1; to <= other.length; to++) {
      const replaced = (row[to - 1] ?? 0) + (one[at - 1] === other[to - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[to] ?? 0) + 1, (next[to - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
