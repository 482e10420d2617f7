import { readFileSync } from 'node:fs';

const example = readFileSync(new URL('../../../../examples/invoices/1-vat.xml', import.meta.url), 'utf8');

/** The first example invoice with another number and seller. */
export function invoiceXml(number: string, seller: string): string {
  return example.replace(/<P_2>[^<]*/, `<P_2>${number}`).replace(/<NIP>\d{10}/, `<NIP>${seller}`);
}
