// Source: weryfikacja-faktury.md: characters that XML 1.0 allows but discourages, and KSeF refuses. Written as
// escapes also when an entity (`&#x7F;`) stands for them.
const literal =
  /[\u007F-\u0084\u0086-\u009F\uFDD0-\uFDEF]|[\u{1FFFE}\u{1FFFF}\u{2FFFE}\u{2FFFF}\u{3FFFE}\u{3FFFF}\u{4FFFE}\u{4FFFF}\u{5FFFE}\u{5FFFF}\u{6FFFE}\u{6FFFF}\u{7FFFE}\u{7FFFF}\u{8FFFE}\u{8FFFF}\u{9FFFE}\u{9FFFF}\u{AFFFE}\u{AFFFF}\u{BFFFE}\u{BFFFF}\u{CFFFE}\u{CFFFF}\u{DFFFE}\u{DFFFF}\u{EFFFE}\u{EFFFF}\u{FFFFE}\u{FFFFF}\u{10FFFE}\u{10FFFF}]/u;
const reference = /&#(?:x([0-9A-Fa-f]+)|(\d+));/g;

/** The first character that KSeF refuses, and its line. */
export function findForbiddenCharacter(
  text: string,
): { readonly name: string; readonly line: number } | undefined {
  const match = literal.exec(text);
  if (match !== null) return describe(text, match.index, match[0].codePointAt(0) ?? 0);
  for (const found of text.matchAll(reference)) {
    const code = found[1] === undefined ? Number(found[2]) : Number.parseInt(found[1], 16);
    if (code <= 0x10ffff && literal.test(String.fromCodePoint(code)))
      return describe(text, found.index, code);
  }
  return undefined;
}

function describe(
  text: string,
  index: number,
  code: number,
): { readonly name: string; readonly line: number } {
  return {
    name: `U+${code.toString(16).toUpperCase().padStart(4, '0')}`,
    line: text.slice(0, index).split('\n').length,
  };
}
