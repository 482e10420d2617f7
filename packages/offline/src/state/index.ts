export {
  type KsefAnswers,
  type WatchAnswersOptions,
  type WatchedEvent,
  watchAnswers,
} from './ksef-answers.js';
export { type KsefProbe, type KsefProbeOptions, ksefProbe } from './ksef-probe.js';
export { type KsefState, type KsefStateOptions, type KsefVerdict, ksefState } from './ksef-state.js';
