export { type DownloadExportOptions, downloadExport } from './download-export.js';
export {
  type ExportInvoicesOptions,
  exportInvoices,
  exportInvoicesChecks,
  remainingRange,
  type WithContent,
} from './export-invoices.js';
export { type OpenedExport, openExport, type ReadExportOptions, readExport } from './read-export.js';
