export { type ExplainedStatus, explainStatus, type StatusSubject } from './status/explain-status.js';
