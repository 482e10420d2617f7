import type { InvoiceFilters, InvoiceMetadata } from '@ksef/client';
import { z } from 'zod';
import { polishMoment } from './polish-moment.js';
import { defineTool } from './tool.js';

const subjectTypes = {
  seller: 'Subject1',
  buyer: 'Subject2',
  third: 'Subject3',
  authorized: 'SubjectAuthorized',
} as const;
const dateTypes = { issued: 'Issue', accepted: 'Invoicing', stored: 'PermanentStorage' } as const;
const usualDays = 30;
const dayMs = 86_400_000;

const date = z
  .string()
  .max(40)
  .describe('2026-02-01 (a day in Poland), or a moment with its offset: 2026-02-01T10:00:00Z');
const amount = z.number().finite();

export const listInvoices = defineTool({
  name: 'list_invoices',
  title: 'List invoices',
  description:
    'Lists invoices in KSeF of the company that this server is connected as: numbers, dates, parties, amounts. Read one with read_invoice.',
  needsKsef: true,
  input: {
    role: z
      .enum(['seller', 'buyer', 'third', 'authorized'])
      .default('seller')
      .describe("The company's role: seller for issued invoices, buyer for received ones"),
    from: date.optional().describe(`Default: ${usualDays} days ago. At most three months before "to"`),
    to: date.optional().describe('Default: now'),
    by: z.enum(['issued', 'accepted', 'stored']).default('issued').describe('Which date counts'),
    invoiceNumber: z.string().max(256).optional().describe("The seller's number"),
    sellerNip: z.string().max(10).optional(),
    buyerNip: z.string().max(10).optional(),
    grossFrom: amount.optional(),
    grossTo: amount.optional(),
    currency: z.string().length(3).optional(),
    kind: z.enum(['Vat', 'Kor', 'Zal', 'Roz', 'Upr', 'KorZal', 'KorRoz']).optional(),
    newestFirst: z.boolean().default(true),
    limit: z.number().int().min(1).max(250).default(50),
  },
  async run(desk, input, { signal }) {
    const ksef = await desk.ksef();
    const sortOrder = input.newestFirst ? 'Desc' : 'Asc';
    const invoices: object[] = [];
    let hasMore = false;
    for await (const metadata of ksef.queryMetadata(filtersOf(input), { sortOrder, signal })) {
      hasMore = invoices.length >= input.limit;
      if (hasMore) break;
      invoices.push(summary(metadata));
    }
    return {
      about: `${invoices.length} invoice(s)${hasMore ? ', and there are more' : ''}.`,
      data: { invoices, hasMore },
    };
  },
});

interface Wanted {
  readonly role: keyof typeof subjectTypes;
  readonly by: keyof typeof dateTypes;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly invoiceNumber?: string | undefined;
  readonly sellerNip?: string | undefined;
  readonly buyerNip?: string | undefined;
  readonly grossFrom?: number | undefined;
  readonly grossTo?: number | undefined;
  readonly currency?: string | undefined;
  readonly kind?: string | undefined;
}

function filtersOf(wanted: Wanted): InvoiceFilters {
  const { role, by, from, to, invoiceNumber, sellerNip, buyerNip, grossFrom, grossTo, currency, kind } =
    wanted;
  return {
    subjectType: subjectTypes[role],
    dateRange: {
      dateType: dateTypes[by],
      from:
        from === undefined
          ? new Date(Date.now() - usualDays * dayMs).toISOString()
          : polishMoment(from, 'from', 'start'),
      ...(to === undefined ? {} : { to: polishMoment(to, 'to', 'end') }),
    },
    ...(invoiceNumber === undefined ? {} : { invoiceNumber }),
    ...(sellerNip === undefined ? {} : { sellerNip }),
    ...(buyerNip === undefined ? {} : { buyerIdentifier: { type: 'Nip', value: buyerNip } }),
    ...(currency === undefined ? {} : { currencyCodes: [currency] }),
    ...(kind === undefined ? {} : { invoiceTypes: [kind] }),
    ...(grossFrom === undefined && grossTo === undefined
      ? {}
      : {
          amount: {
            type: 'Brutto',
            ...(grossFrom === undefined ? {} : { from: grossFrom }),
            ...(grossTo === undefined ? {} : { to: grossTo }),
          },
        }),
  };
}

/** The fields of the metadata that people look for. */
function summary(metadata: InvoiceMetadata): object {
  const { ksefNumber, invoiceNumber, issueDate, permanentStorageDate, seller, buyer } = metadata;
  const { netAmount, vatAmount, grossAmount, currency, invoiceType, hasAttachment } = metadata;
  const { isSelfInvoicing, invoicingMode } = metadata;
  return {
    ksefNumber,
    invoiceNumber,
    issueDate,
    permanentStorageDate,
    seller,
    buyer,
    netAmount,
    vatAmount,
    grossAmount,
    currency,
    invoiceType,
    invoicingMode,
    isSelfInvoicing,
    hasAttachment,
  };
}
