import { KsefError } from './ksef-error.js';

/** Encryption or decryption failed, or no usable key is available. */
export class CryptoError extends KsefError {
  static override readonly kind: string = 'CryptoError';
}
