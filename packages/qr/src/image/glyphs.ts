/** Dots of a character: seven rows of five. */
export const glyphHeight = 7;
/** Distance from one character to the next, including the gap. */
export const glyphAdvance = 6;

// A row is one base-32 digit. Its five bits are the row's dots from the left. The zero is slashed: KSeF numbers are
// hexadecimal, and nobody should read it as the letter O of OFFLINE.
const glyphs: Readonly<Record<string, string>> = {
  '-': '000e000',
  '0': 'ehjlphe',
  '1': '4c4444e',
  '2': 'eh1268v',
  '3': 'eh161he',
  '4': '26aiv22',
  '5': 'vgu11he',
  '6': '68guhhe',
  '7': 'v124888',
  '8': 'ehhehhe',
  '9': 'ehhf12c',
  A: 'ehhvhhh',
  B: 'uhhuhhu',
  C: 'ehggghe',
  D: 'uhhhhhu',
  E: 'vgguggv',
  F: 'vgguggg',
  G: 'ehgnhhf',
  H: 'hhhvhhh',
  I: 'e44444e',
  J: '72222ic',
  K: 'hikokih',
  L: 'ggggggv',
  M: 'hrllhhh',
  N: 'hhpljhh',
  O: 'ehhhhhe',
  P: 'uhhuggg',
  Q: 'ehhhlid',
  R: 'uhhukih',
  S: 'fgge11u',
  T: 'v444444',
  U: 'hhhhhhe',
  V: 'hhhhha4',
  W: 'hhhllla',
  X: 'hha4ahh',
  Y: 'hha4444',
  Z: 'v1248gv',
};

/** Whether every character of a text can be drawn. */
export function hasGlyphs(text: string): boolean {
  return [...text].every((character) => Object.hasOwn(glyphs, character));
}

/** The dots of one row (0 to 6) of a text, from the left; true is dark. */
export function glyphRow(text: string, row: number): readonly boolean[] {
  const dots: boolean[] = [];
  for (const character of text) {
    const bits = Number.parseInt(glyphs[character]?.[row] ?? '0', 32);
    for (let column = glyphAdvance - 1; column >= 0; column--) dots.push(((bits << 1) & (1 << column)) !== 0);
  }
  return dots;
}
