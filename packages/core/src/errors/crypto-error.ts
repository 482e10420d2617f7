import { KsefError } from './ksef-error.js';

/** Encryption or decryption failed, or there is no usable key. */
export class CryptoError extends KsefError {
  static override readonly kind: string = 'CryptoError';
}
