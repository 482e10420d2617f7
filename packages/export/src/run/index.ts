export { checkExportKey, type ExportAccess, ExportHandle, unsealExport } from './export-handle.js';
export { checkPackage, type ExportPackage, type ExportStatus } from './export-package.js';
export { ExportSlots } from './export-slots.js';
export {
  type ExportName,
  exportStatus,
  packageOf,
  type WaitForExportOptions,
  waitForExport,
} from './export-status.js';
export { type FinishedExport, type RunExportOptions, runExport, runExportChecks } from './run-export.js';
export { type StartExportOptions, startExport } from './start-export.js';
export type { SymmetricKeyEncryptor } from './symmetric-key-encryptor.js';
