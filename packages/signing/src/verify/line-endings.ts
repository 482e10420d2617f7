/** Line breaks as XML 1.0 has them (section 2.11). By default xmldom follows XML 1.1, where U+0085 and U+2028 end lines too. */
export function normalizeLineEndings(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}
