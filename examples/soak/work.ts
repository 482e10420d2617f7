import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const template = readFileSync(join(import.meta.dirname, '../invoices/1-vat.xml'), 'utf8');

/** The example invoice under another number. */
export function invoiceNumber(number: string): string {
  return template.replace(/<P_2>[^<]*<\/P_2>/, `<P_2>${number}</P_2>`);
}
