export { ChangeNotifier } from './change-notifier.js';
export { HandoffQueue } from './handoff-queue.js';
export { KeyedQueue } from './keyed-queue.js';
export { mapInOrder } from './map-in-order.js';
export { readSource } from './read-source.js';
export { heldPermit, Semaphore } from './semaphore.js';
export { unlessAborted } from './unless-aborted.js';
