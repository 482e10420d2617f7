export { isBusinessDay } from './business-days.js';
export {
  type AnnouncedFailure,
  type OfflineDeadlineInput,
  type OfflineMode,
  offlineDeadline,
} from './offline-deadline.js';
