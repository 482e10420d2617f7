import type { SymmetricKeyEncryptor } from '../../opening/index.js';
import type { PartStore } from '../parts/index.js';
import type { BatchProgress } from './batch-progress.js';
import type { Caller } from './retry-when-limited.js';

/** What processing needs besides the package. */
export interface BatchEnvironment extends Caller {
  readonly store: PartStore;
  /** Names of the run's parts begin so. */
  readonly prefix: string;
  readonly encryptor: SymmetricKeyEncryptor;
  readonly progress: BatchProgress;
  readonly feature: string | undefined;
  readonly waitTimeoutMs: number;
  readonly uploadConcurrency: number | undefined;
}
