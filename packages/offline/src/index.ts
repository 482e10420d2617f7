/**
 * From "KSeF does not answer" to "sent in time". Runs everywhere.
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
export {
  createLatarnia,
  type Latarnia,
  type LatarniaCallOptions,
  type LatarniaMessage,
  type LatarniaOptions,
  type LatarniaState,
  type LatarniaStatus,
  latarniaUrls,
  type Outage,
  outagesOf,
  type PlainFetch,
  type PlainResponse,
} from './latarnia/index.js';
export {
  type KsefAnswers,
  type KsefProbe,
  type KsefProbeOptions,
  type KsefState,
  type KsefStateOptions,
  type KsefVerdict,
  ksefProbe,
  ksefState,
  type WatchAnswersOptions,
  type WatchedEvent,
  watchAnswers,
} from './state/index.js';
