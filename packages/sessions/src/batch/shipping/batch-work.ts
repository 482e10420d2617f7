import type { FormCode } from '@ksef/core';
import type { SessionState } from '../../status/index.js';
import type { PackedBatch } from '../packing/index.js';
import type { OpenedBatchSession } from './open-batch-session.js';

/** A package on its way to KSeF, and how far it has come. */
export interface BatchWork {
  readonly id: string;
  readonly formCode: FormCode;
  readonly offlineMode: boolean;
  built: PackedBatch;
  session: OpenedBatchSession | undefined;
  /** Ordinals of the parts that storage has taken. */
  readonly uploaded: Set<number>;
  /** KSeF may have been told to close it. */
  closing: boolean;
}

/** A session that is over. */
export interface EndedSession {
  readonly referenceNumber: string;
  readonly state: SessionState;
}

/** Nothing of this session was taken, nothing will be: its package may go to another. */
export interface LostSession {
  readonly lost: string;
  readonly freshKey?: boolean;
}
