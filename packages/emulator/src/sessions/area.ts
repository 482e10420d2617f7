import type { Callers } from '../access/index.js';
import type { Kernel } from '../kernel/index.js';
import type { SessionStore } from './records.js';
import type { SessionProcessing } from './session-processing.js';
/** What the routes of this area share. */
export interface Area {
  readonly kernel: Kernel;
  readonly callers: Callers;
  readonly store: SessionStore;
  readonly processing: SessionProcessing;
}
