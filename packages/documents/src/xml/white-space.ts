/**
 * Whether a UTF-16 unit is white space in XML: space, tab, line feed, carriage return. JavaScript's definition
 * includes more.
 */
export function isXmlSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x09 || code === 0x0d;
}

/** Text without XML white space at its ends. */
export function trimXmlSpace(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isXmlSpace(text.charCodeAt(start))) start++;
  while (end > start && isXmlSpace(text.charCodeAt(end - 1))) end--;
  return start === 0 && end === text.length ? text : text.slice(start, end);
}

/** Text as XSD's `whiteSpace="collapse"` reads it: trimmed, and one space for each run of white space. */
export function collapseXmlSpace(text: string): string {
  return trimXmlSpace(text).replace(/[ \t\n\r]+/g, ' ');
}
