/**
 * When an offline invoice has to be sent. Runs everywhere.
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
