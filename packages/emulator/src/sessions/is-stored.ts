import type { InvoiceRecord } from '../invoices/index.js';
import type { Kernel } from '../kernel/index.js';
import { sessionLimits } from './session-limits.js';
/** Whether an invoice can be downloaded by now. */
export function isStored(kernel: Kernel, invoice: InvoiceRecord): boolean {
  const { storageDelayMs } = sessionLimits(kernel);
  return invoice.acquiredAt !== null && invoice.acquiredAt + storageDelayMs <= kernel.now();
}
