import { type FormCode, formCodes, isSameForm } from '@ksef/core';
import { readInvoice } from '@ksef/documents';
import type { InvoiceInput } from './invoice-result.js';

/** How many invoices KSeF takes online, for one context and address. Source: limity-api.md. */
export interface OnlineAllowance {
  readonly perMinute: number;
  readonly perHour: number;
}

/** How long the last of so many invoices must wait for KSeF's limits when they are sent online, in milliseconds. */
export function onlineWaitMs(count: number, { perMinute, perHour }: OnlineAllowance): number {
  if (count <= 0) return 0;
  const wholeHours = Math.floor((count - 1) / perHour);
  const inLastHour = count - wholeHours * perHour;
  return wholeHours * 3_600_000 + Math.floor((inLastHour - 1) / perMinute) * 60_000;
}

/** How many invoices can be sent online within a wait. */
export function mostOnline(maxWaitMs: number, allowance: OnlineAllowance): number {
  let count = 0;
  while (onlineWaitMs(count + 1, allowance) <= maxWaitMs) count += 1;
  return count;
}

/** The only way that KSeF takes an input; `any` when both will do. What cannot be read fails either way. */
export function wayOf(input: InvoiceInput): 'online' | 'batch' | 'any' {
  if (input.hashOfCorrectedInvoice !== undefined) return 'online';
  const { content } = input;
  const bytes =
    typeof content === 'string'
      ? Buffer.from(content)
      : Buffer.from(content.buffer, content.byteOffset, content.length);
  // Without these names it is neither PEF nor has it an attachment: most invoices need not be read twice.
  if (!bytes.includes('urn:oasis') && !bytes.includes('Zalacznik')) return 'any';
  try {
    const { form, hasAttachment } = readInvoice(bytes);
    if (isPef(form)) return 'online';
    return hasAttachment ? 'batch' : 'any';
  } catch {
    return 'any';
  }
}

function isPef(form: FormCode): boolean {
  return isSameForm(form, formCodes.pef3) || isSameForm(form, formCodes.pefKor3);
}
