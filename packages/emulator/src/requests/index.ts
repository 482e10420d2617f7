export { recordRequests } from './record-requests.js';
export { type RecordedMessage, type RecordedRequest, RequestLog } from './request-log.js';
