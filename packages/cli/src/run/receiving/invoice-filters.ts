import type { InvoiceFilters } from '@ksef/client';
import type { Call } from '../../command/call.js';
import { readDate } from '../../files/read-date.js';

/** KSeF's names of the roles. */
export const subjectTypes = {
  seller: 'Subject1',
  buyer: 'Subject2',
  third: 'Subject3',
  authorized: 'SubjectAuthorized',
} as const;

/** KSeF's names of the dates. */
export const dateTypes = { issued: 'Issue', accepted: 'Invoicing', stored: 'PermanentStorage' } as const;

/** KSeF's names of the roles that `--role` lists; seller and buyer by default. */
export function subjectTypesOf(call: Call): readonly InvoiceFilters['subjectType'][] {
  const roles = call.list('role').length > 0 ? call.list('role') : ['seller', 'buyer'];
  return roles.map((role) => subjectTypes[role as keyof typeof subjectTypes]);
}

/** The role of a KSeF name, as the options call it. */
export function roleOf(subjectType: string): string {
  return Object.entries(subjectTypes).find(([, type]) => type === subjectType)?.[0] ?? subjectType;
}

const usualDays = 30;

/** The moment from which lists begin when the user names none. */
export function usualStart(): string {
  return new Date(Date.now() - usualDays * 86_400_000).toISOString();
}

/** The filters that the options of `list` and `export` describe. */
export function invoiceFilters(call: Call): InvoiceFilters {
  const role = (call.text('role') ?? 'seller') as keyof typeof subjectTypes;
  const by = (call.text('by') ?? 'stored') as keyof typeof dateTypes;
  const to = readDate(call, 'to', true);
  const currencyCodes = call.list('currency');
  const invoiceTypes = call.list('kind');
  const buyer = call.text('buyer');
  const buyerType = call.text('buyerId') ?? (buyer === undefined ? undefined : 'Nip');
  const [from, upTo] = [amount(call, 'amountFrom', '--amount-from'), amount(call, 'amountTo', '--amount-to')];
  return {
    subjectType: subjectTypes[role],
    dateRange: {
      dateType: dateTypes[by],
      from: readDate(call, 'from') ?? usualStart(),
      ...(to === undefined ? {} : { to }),
    },
    ...given('invoiceNumber', call.text('number')),
    ...given('ksefNumber', call.text('ksefNumber')),
    ...given('sellerNip', call.text('seller')),
    ...given('formType', call.text('form')),
    ...given('invoicingMode', call.text('sent')),
    ...given('isSelfInvoicing', call.flag('selfInvoicing') ? true : undefined),
    ...given('hasAttachment', call.flag('attachment') ? true : undefined),
    ...given('currencyCodes', currencyCodes.length > 0 ? [...currencyCodes] : undefined),
    ...given('invoiceTypes', invoiceTypes.length > 0 ? [...invoiceTypes] : undefined),
    ...(buyerType === undefined ? {} : { buyerIdentifier: { type: buyerType, ...given('value', buyer) } }),
    ...(from === undefined && upTo === undefined
      ? {}
      : { amount: { type: call.text('amount') ?? 'Brutto', ...given('from', from), ...given('to', upTo) } }),
  };
}

function given<Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): { readonly [Key in Name]?: Value } {
  return value === undefined ? {} : ({ [name]: value } as { readonly [Key in Name]?: Value });
}

function amount(call: Call, name: string, option: string): number | undefined {
  const text = call.text(name);
  if (text === undefined) return undefined;
  if (/^-?\d{1,16}(\.\d{1,2})?$/.test(text)) return Number(text);
  throw call.usage({
    en: `${option} needs an amount such as 1230.00, not "${text}".`,
    pl: `${option} wymaga kwoty, np. 1230.00, a nie „${text}”.`,
  });
}
