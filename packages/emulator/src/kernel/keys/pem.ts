/** Writes DER, given in Base64, as PEM. */
export function pem(label: string, base64: string): string {
  return `-----BEGIN ${label}-----\n${base64.replace(/(.{1,64})/g, '$1\n')}-----END ${label}-----\n`;
}
