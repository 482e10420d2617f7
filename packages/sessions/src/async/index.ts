export { Change } from './change-notifier.js';
export { HandoffQueue } from './handoff-queue.js';
export { inOrder } from './map-in-order.js';
export { Gate } from './semaphore.js';
export { unlessAborted } from './unless-aborted.js';
