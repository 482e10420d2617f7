/** The number of a Polish bank account in groups of four digits after its checksum. Any other number is unchanged. */
export function formatAccount(text: string): string {
  const match = /^(PL)?(\d{2})(\d{24})$/.exec(text);
  if (match === null) return text;
  const [, country = '', checksum = '', rest = ''] = match;
  return [`${country}${checksum}`, ...(rest.match(/\d{4}/g) ?? [])].join(' ');
}
