const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const reference = /^&(?:#(\d{1,10})|#x([0-9A-Fa-f]{1,8})|([A-Za-z_:][\w:.-]{0,100}));/;

/** Why a reference cannot be replaced, and where in the text it stands. */
export interface ReferenceProblem {
  readonly at: number;
  readonly message: string;
}

/** A text with its references (`&amp;`, `&#x17C;`) replaced. */
export function replaceReferences(text: string): string | ReferenceProblem {
  let replaced = '';
  let from = 0;
  for (let at = text.indexOf('&'); at >= 0; at = text.indexOf('&', from)) {
    const match = reference.exec(text.slice(at, at + 110));
    if (match === null) return { at, message: 'the "&" begins no reference. Write &amp;' };
    const [whole, decimal, hexadecimal, name = ''] = match;
    const code = decimal !== undefined ? Number(decimal) : Number.parseInt(hexadecimal ?? '', 16);
    const character = name === '' ? characterOf(code) : Object.hasOwn(named, name) ? named[name] : undefined;
    if (character === undefined)
      return {
        at,
        message: name === '' ? `${whole} is not a character of XML` : `undefined entity ${whole}`,
      };
    replaced += text.slice(from, at) + character;
    from = at + whole.length;
  }
  return replaced + text.slice(from);
}

/** Of those that XML 1.0 has. */
function characterOf(code: number): string | undefined {
  const isKnown =
    code === 0x9 ||
    code === 0xa ||
    code === 0xd ||
    (code >= 0x20 && code <= 0xd7ff) ||
    (code >= 0xe000 && code <= 0xfffd) ||
    (code >= 0x10000 && code <= 0x10ffff);
  return isKnown ? String.fromCodePoint(code) : undefined;
}
