import type { Clock } from '@ksef/core';
import { anything, isClock, isSignal, type OptionChecks } from '@ksef/core/internal';
import type { AlgorithmOptions } from './signature-algorithm.js';
import type { SignOptions } from './signer.js';

/** Options of every function that creates a signer. */
export interface SignerOptions extends AlgorithmOptions, SignOptions {
  /** The clock for checking the certificate's validity. Default: the system clock. */
  readonly clock?: Clock | undefined;
}

/** `algorithmFor` checks the others. */
export const signerOptionChecks: OptionChecks<SignerOptions> = {
  clock: isClock,
  hash: anything,
  rsaPadding: anything,
  signal: isSignal,
};
