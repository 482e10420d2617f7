/**
 * Line breaks as defined by XML 1.0 (section 2.11). By default xmldom follows XML 1.1, where U+0085 and U+2028 also end
 * lines.
 */
export function normalizeLineEndings(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}
