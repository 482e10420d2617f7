import type { Clock } from '@ksef/core';
import { anything, isClock, isSignal, type OptionChecks } from '@ksef/core/internal';
import type { AlgorithmOptions } from './signature-algorithm.js';
import type { SignOptions } from './signer.js';

/** Options of every function that makes a signer. */
export interface SignerOptions extends AlgorithmOptions, SignOptions {
  /** By which the certificate's validity is judged. Default: the machine's. */
  readonly clock?: Clock | undefined;
}

/** `algorithmFor` checks the others. */
export const signerOptionChecks: OptionChecks<SignerOptions> = {
  clock: isClock,
  hash: anything,
  rsaPadding: anything,
  signal: isSignal,
};
