import { build, correct } from './build-invoice.js';
import { showLimits, showPermissions } from './context.js';
import { describeInvoiceData } from './describe-invoice-data.js';
import { explain } from './explain.js';
import { listInvoices } from './list-invoices.js';
import { readInvoice } from './read-invoice.js';
import { render } from './render-invoice.js';
import { send } from './send-invoice.js';
import type { Tool } from './tool.js';
import { validate } from './validate-invoice.js';

export type { Desk, Tool, ToolUse } from './tool.js';

/** All tools; those that send are left out unless they are allowed. */
export const tools: readonly Tool[] = [
  listInvoices,
  readInvoice,
  validate,
  build,
  correct,
  describeInvoiceData,
  render,
  explain,
  showPermissions,
  showLimits,
  send,
];
