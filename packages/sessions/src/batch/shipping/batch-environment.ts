import type { SymmetricKeyEncryptor } from '../../opening/index.js';
import type { PartStore } from '../parts/index.js';
import type { BatchProgress } from './batch-progress.js';
import type { Caller } from './retry-when-limited.js';

/** What processing needs in addition to the package. */
export interface BatchEnvironment extends Caller {
  readonly store: PartStore;
  /** Prefix of the names of the run's parts. */
  readonly prefix: string;
  readonly encryptor: SymmetricKeyEncryptor;
  readonly progress: BatchProgress;
  readonly feature: string | undefined;
  readonly waitTimeoutMs: number;
  readonly uploadConcurrency: number | undefined;
}
