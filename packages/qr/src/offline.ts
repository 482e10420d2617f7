export {
  type AnnouncedFailure,
  isBusinessDay,
  type OfflineDeadlineInput,
  type OfflineMode,
  offlineDeadline,
} from './offline/offline-deadline.js';
