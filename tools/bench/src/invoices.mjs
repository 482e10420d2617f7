import { readFileSync } from 'node:fs';

const template = readFileSync(new URL('../../../examples/invoices/1-vat.xml', import.meta.url), 'utf8');

/** NIP of the seller on the example invoices. */
export const sellerNip = /<NIP>(\d{10})<\/NIP>/.exec(template)?.[1] ?? '';

/**
 * An example invoice under a number of its own.
 *
 * @param {number} index
 */
export function invoice(index) {
  return template.replace(/<P_2>[^<]*<\/P_2>/, `<P_2>BENCH/${index}</P_2>`);
}
