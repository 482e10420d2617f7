export { Change } from './change-notifier.js';
export { HandOver } from './handoff-queue.js';
export { inOrder } from './map-in-order.js';
export { Gate } from './semaphore.js';
export { unlessAborted } from './unless-aborted.js';
