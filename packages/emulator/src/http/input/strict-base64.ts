/**
 * Whether a text is Base64 written in the one way there is: nothing skipped, no alphabet for addresses, unused bits zero.
 * Looks at each character once: bodies of invoices are megabytes long.
 */
export function isStrictBase64(text: string): boolean {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return false;
  const end = text.slice(-4);
  return Buffer.from(end, 'base64').toString('base64') === end;
}
