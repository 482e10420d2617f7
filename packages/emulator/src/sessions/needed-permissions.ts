/** Permissions of which one is needed to send online, to send in batches, and to read sessions. */
export const sendingPermissions = ['InvoiceWrite', 'PefInvoiceWrite', 'EnforcementOperations'] as const;
export const batchPermissions = ['InvoiceWrite', 'EnforcementOperations'] as const;
export const readingPermissions = [
  'InvoiceWrite',
  'Introspection',
  'PefInvoiceWrite',
  'EnforcementOperations',
] as const;
