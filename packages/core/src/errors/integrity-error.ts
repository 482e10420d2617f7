import { KsefError } from './ksef-error.js';

/** Data does not match its declared hash, size or form. */
export class IntegrityError extends KsefError {
  static override readonly kind: string = 'IntegrityError';
}
