import type { Clock } from '@ksef/core';
import type { AlgorithmOptions } from './signature-algorithm.js';
import type { SignOptions } from './signer.js';

/** Options of every function that makes a signer. */
export interface SignerOptions extends AlgorithmOptions, SignOptions {
  /** By which the certificate's validity is judged. Default: the machine's. */
  readonly clock?: Clock | undefined;
}
