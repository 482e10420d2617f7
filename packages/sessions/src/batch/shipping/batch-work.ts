import type { FormCode } from '@ksef/core';
import type { SessionState } from '../../status/index.js';
import type { PackedBatch } from '../packing/index.js';
import type { OpenedBatchSession } from './open-batch-session.js';

/** A package that is being sent, and its progress. */
export interface BatchWork {
  readonly id: string;
  readonly formCode: FormCode;
  readonly offlineMode: boolean;
  built: PackedBatch;
  session: OpenedBatchSession | undefined;
  /** Ordinals of the parts that the storage has accepted. */
  readonly uploaded: Set<number>;
  /** The request to close it may have reached KSeF. */
  closing: boolean;
}

/** A session that has ended. */
export interface EndedSession {
  readonly referenceNumber: string;
  readonly state: SessionState;
}

/** KSeF accepted nothing of this session and never will: another session may take its package. */
export interface LostSession {
  readonly lost: string;
  readonly freshKey?: boolean;
}
