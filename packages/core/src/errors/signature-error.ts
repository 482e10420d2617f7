import { KsefError } from './ksef-error.js';

/** A signature is missing, invalid, or cannot be created. */
export class SignatureError extends KsefError {
  static override readonly kind: string = 'SignatureError';
}
