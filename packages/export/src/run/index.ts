export { checkExportKey, type ExportAccess, ExportHandle, unsealExport } from './export-handle.js';
export { ExportSlots } from './export-slots.js';
export {
  type ExportName,
  type ExportPackage,
  type ExportStatus,
  exportStatus,
  packageOf,
  type WaitForExportOptions,
  waitForExport,
} from './export-status.js';
export { type FinishedExport, type RunExportOptions, runExport } from './run-export.js';
export { type StartExportOptions, startExport } from './start-export.js';
export type { SymmetricKeyEncryptor } from './symmetric-key-encryptor.js';
