import type { Callers } from '../access/index.js';
import type { InvoiceRegister } from '../invoices/index.js';
import type { Kernel } from '../kernel/index.js';
/** What the routes of this area share. */
export interface ReceivingContext {
  readonly kernel: Kernel;
  readonly callers: Callers;
  readonly invoices: InvoiceRegister;
}
