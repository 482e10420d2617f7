import { KsefError } from './ksef-error.js';

/** A signature is missing, wrong, or cannot be made. */
export class SignatureError extends KsefError {
  static override readonly kind: string = 'SignatureError';
}
