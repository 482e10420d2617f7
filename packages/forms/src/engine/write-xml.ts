import { findForbiddenCharacter } from '@ksef/documents/internal';

const special = /[&<>\r]/;
const specials: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
  '\n': '&#10;',
  '\t': '&#9;',
};

export function escapeText(text: string): string {
  return special.test(text) ? text.replace(/[&<>\r]/g, (character) => specials[character] ?? '') : text;
}

export function escapeAttribute(text: string): string {
  return text.replace(/[&<>"\r\n\t]/g, (character) => specials[character] ?? '');
}

// Plain texts are recognised at one look.
const plain = /^[\t\n\r -~\u00A0-\uD7FF\uE000-\uFDCF\uFDF0-\uFFFD]*$/;
const impossible =
  /[^\t\n\r\u0020-\uFFFD]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

/** What is wrong with the characters of a text; undefined if it is valid. */
export function characterProblem(text: string): string | undefined {
  if (plain.test(text)) return undefined;
  const code = impossible.exec(text)?.[0].charCodeAt(0);
  const name =
    code === undefined
      ? findForbiddenCharacter(text.replaceAll('&', ''))?.name
      : `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  return name === undefined ? undefined : `KSeF refuses the character ${name}. Remove it.`;
}
