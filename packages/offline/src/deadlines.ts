/**
 * Deadlines for sending offline invoices. Runs everywhere.
 *
 * @packageDocumentation
 */
export {
  type AnnouncedFailure,
  isBusinessDay,
  type OfflineDeadlineInput,
  type OfflineMode,
  offlineDeadline,
} from './deadlines/index.js';
