import { KsefError } from './ksef-error.js';

/** Encrypting or decrypting failed, or no usable key is there. */
export class CryptoError extends KsefError {
  static override readonly kind: string = 'CryptoError';
}
