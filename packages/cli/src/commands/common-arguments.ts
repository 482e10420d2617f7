import type { ArgumentSpec } from '../command/command-spec.js';

/** Invoices to read. */
export const invoiceFiles: ArgumentSpec = {
  name: '<files...>',
  text: { en: 'invoices (XML), folders of them, or -', pl: 'faktury (XML), foldery albo -' },
};
