import type { Ksef } from '@ksef/client';
import type { ContextInput } from '@ksef/core';
import type { CheckpointStore } from '@ksef/export';

/** Receives everything that is new; `store` is given each number. */
export function syncAll(
  ksef: Ksef,
  what: {
    readonly from: string;
    readonly context: ContextInput;
    readonly spoolFolder: string;
    /** A store, or the folder of one. */
    readonly checkpoints: CheckpointStore | string;
  },
  store: (ksefNumber: string) => void,
): Promise<void>;
