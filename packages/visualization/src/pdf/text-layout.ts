/** Measures text of one font, whatever its size. */
export interface FontMeasure {
  /** Width of a text at a size of one point. */
  widthOf(text: string): number;
}

/** A text's lines at a width: broken at spaces, at the text's own line ends, and inside what is wider than a line. */
export function breakLines(text: string, width: number, sizePt: number, font: FontMeasure): string[] {
  const lines: string[] = [];
  const room = width / sizePt;
  for (const paragraph of text.split(/\r\n|\r|\n/)) breakParagraph(paragraph, room, font, lines);
  return lines;
}

function breakParagraph(paragraph: string, room: number, font: FontMeasure, lines: string[]): void {
  let line = '';
  let used = 0;
  const space = font.widthOf(' ');
  for (const word of paragraph.split(/[ \t]+/)) {
    let width = font.widthOf(word);
    if (line !== '' && used + space + width <= room) {
      line += ` ${word}`;
      used += space + width;
      continue;
    }
    if (line !== '') lines.push(line);
    let rest = word;
    while (width > room && rest.length > 1) {
      const head = fitting(rest, room, font);
      lines.push(head);
      rest = rest.slice(head.length);
      width = font.widthOf(rest);
    }
    line = rest;
    used = width;
  }
  lines.push(line);
}

/**
 * As many characters of a word as fit, at least one; a pair of surrogates stays together. Numbers and links are broken
 * after a dash or a slash where one stands near the end.
 */
function fitting(word: string, room: number, font: FontMeasure): string {
  let used = 0;
  let end = 0;
  for (const character of word) {
    used += font.widthOf(character);
    if (end > 0 && used > room) break;
    end += character.length;
  }
  const head = word.slice(0, end);
  const divider = Math.max(head.lastIndexOf('-'), head.lastIndexOf('/')) + 1;
  return divider > end / 2 ? head.slice(0, divider) : head;
}
