import type { InvoiceData } from '../data/invoice-data.js';
import type { RrInvoiceData } from '../data/rr-data.js';

/** An FA_RR in the shape of the other forms: the seller is the farmer, the tax is the flat-rate refund. */
export function rrAsInvoice(rr: RrInvoiceData): InvoiceData {
  const { totals, farmer, correction } = rr;
  const { contractorNumber, ...seller } = farmer;
  const { status, ...buyer } = rr.buyer;
  return {
    number: rr.number,
    kind: rr.kind === 'KOR_VAT_RR' ? 'KOR' : 'VAT',
    issueDate: rr.issueDate,
    ...(rr.issuePlace === undefined ? {} : { issuePlace: rr.issuePlace }),
    ...(rr.purchaseDate === undefined ? {} : { supplyDate: rr.purchaseDate }),
    ...(rr.currency === undefined ? {} : { currency: rr.currency }),
    seller,
    buyer,
    lines: rr.lines.map(({ purchaseDate, quality, price, value, refund, rate, exchangeRate, ...line }) => ({
      ...line,
      ...(purchaseDate === undefined ? {} : { supplyDate: purchaseDate }),
      netPrice: price,
      ...(value === undefined ? {} : { net: value }),
      ...(refund === undefined ? {} : { vat: refund }),
      ...(rate === undefined ? {} : { rate: String(rate) }),
      ...(exchangeRate === undefined ? {} : { exchangeRate }),
    })),
    ...(totals === undefined
      ? {}
      : {
          totals: {
            rates: [{ group: 'flatRateRefund' as const, net: totals.value, vat: totals.refund }],
            gross: totals.gross,
          },
        }),
    ...(correction === undefined
      ? {}
      : {
          correction: {
            originals: correction.originals,
            ...(correction.reason === undefined ? {} : { reason: correction.reason }),
          },
        }),
    ...(rr.descriptions === undefined ? {} : { descriptions: rr.descriptions }),
    ...(rr.settlement === undefined ? {} : { settlement: rr.settlement }),
    ...(rr.footer === undefined ? {} : { footer: rr.footer }),
    ...(rr.system === undefined ? {} : { system: rr.system }),
    ...(rr.createdAt === undefined ? {} : { createdAt: rr.createdAt }),
  };
}
