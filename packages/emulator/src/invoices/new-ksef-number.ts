import { makeKsefNumber } from '@ksef/core';
import { polishDay } from '../calendar/index.js';
import { randomHex } from '../kernel/index.js';
import type { InvoiceRegister } from './invoice-register.js';
import type { InvoiceRecord } from './records.js';

/** A KSeF number that is not in use. */
export function newKsefNumber(invoices: InvoiceRegister, invoice: InvoiceRecord, sellerNip: string): string {
  for (;;) {
    const technicalPart = randomHex(6);
    const number = makeKsefNumber({ sellerNip, acceptedOn: polishDay(invoice.acceptedAt), technicalPart });
    if (invoices.withKsefNumber(number) === undefined) return number;
  }
}
