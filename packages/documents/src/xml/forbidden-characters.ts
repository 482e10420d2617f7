// Source: weryfikacja-faktury.md: characters that XML 1.0 allows but discourages, and KSeF refuses. Written as
// escapes also when an entity (`&#x7F;`) stands for them.
// Pairs of surrogates instead of the `u` flag, which is slower: the last two characters of each plane.
const literal =
  /[\u007F-\u0084\u0086-\u009F\uFDD0-\uFDEF]|[\uD83F\uD87F\uD8BF\uD8FF\uD93F\uD97F\uD9BF\uD9FF\uDA3F\uDA7F\uDABF\uDAFF\uDB3F\uDB7F\uDBBF\uDBFF][\uDFFE\uDFFF]/g;
/** Quick to look for: in most documents there is none. */
const suspicious = /[\u007F-\u0084\u0086-\u009F\uD800-\uDFFF\uFDD0-\uFDEF]/;
const reference = /&#(?:x([0-9A-Fa-f]+)|(\d+));/g;

/** A character that KSeF rejects, and its position. */
export interface ForbiddenCharacter {
  /** e.g. `U+0080` */
  readonly name: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
}

/** The first character that KSeF rejects. */
export function findForbiddenCharacter(text: string): ForbiddenCharacter | undefined {
  return findForbiddenCharacters(text, 1)[0];
}

/** The first characters that KSeF rejects, at most `limit` of each spelling. */
export function findForbiddenCharacters(text: string, limit: number): readonly ForbiddenCharacter[] {
  const found: ForbiddenCharacter[] = [];
  if (suspicious.test(text)) {
    for (const match of text.matchAll(literal)) {
      found.push(describe(text, match.index, match[0].codePointAt(0) ?? 0));
      if (found.length >= limit) return found;
    }
  }
  if (!text.includes('&#')) return found;
  for (const match of text.matchAll(reference)) {
    const code = match[1] === undefined ? Number(match[2]) : Number.parseInt(match[1], 16);
    if (code <= 0x10ffff && String.fromCodePoint(code).search(literal) === 0)
      found.push(describe(text, match.index, code));
    if (found.length >= limit) return found;
  }
  return found;
}

function describe(text: string, index: number, code: number): ForbiddenCharacter {
  const before = text.slice(0, index).split('\n');
  return {
    name: `U+${code.toString(16).toUpperCase().padStart(4, '0')}`,
    line: before.length,
    column: (before.at(-1) ?? '').length + 1,
  };
}
