// Names and texts come from invoices: they must not steer the terminal.
const control = /[\p{Cc}\p{Bidi_Control}]/gu;

/** A text on one line, without characters that steer a terminal. */
export function printable(text: string): string {
  return text.replace(control, ' ');
}

/** How many columns of a terminal a text takes; combining marks take none, wide characters two. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += widthOfCharacter(character.codePointAt(0) ?? 0);
  return width;
}

function widthOfCharacter(code: number): number {
  if (code >= 0x0300 && code <= 0x036f) return 0;
  const isWide =
    (code >= 0x1100 && code <= 0x115f) ||
    (code >= 0x2e80 && code <= 0xa4cf) ||
    (code >= 0xac00 && code <= 0xd7a3) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xfe30 && code <= 0xfe6f) ||
    (code >= 0xff00 && code <= 0xff60) ||
    (code >= 0x1f300 && code <= 0x1faff);
  return isWide ? 2 : 1;
}
