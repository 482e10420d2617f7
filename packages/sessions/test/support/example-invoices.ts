import { readFileSync } from 'node:fs';

const example = readFileSync(new URL('../../../../examples/invoices/1-vat.xml', import.meta.url), 'utf8');

/** An invoice that a validator finds no error in. */
export function validInvoice(number: string, note = ''): string {
  return example
    .replace(/<P_2>[^<]*/, `<P_2>${number}`)
    .replace(/<SystemInfo>[^<]*/, `<SystemInfo>test ${note}`);
}

/** The same with a comma in its total: the schema does not allow it. */
export function invalidInvoice(number: string, note?: string): string {
  return validInvoice(number, note).replace('<P_15>3936.00', '<P_15>3936,00');
}

/** Dated in the future: KSeF rejects it. */
export function futureInvoice(number: string): string {
  return validInvoice(number).replace(/<P_1>[^<]*/, '<P_1>2049-01-01');
}
