/**
 * Helpers that the `@ksef/*` packages share. They are not stable: any release may change them.
 *
 * @packageDocumentation
 */
export { checkPartName } from './batch/index.js';
export {
  AppendQueue,
  checkRunId,
  journalClosed,
  journalCorrupt,
  journalInUse,
  parseEntry,
} from './journal/index.js';
export { checkValidator, invoiceValidationChecks } from './validation/index.js';
