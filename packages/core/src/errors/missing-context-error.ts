import { KsefError } from './ksef-error.js';

/** A call that needs a context was made without one. Code: `MISSING_CONTEXT`. */
export class MissingContextError extends KsefError {
  static override readonly kind: string = 'MissingContextError';

  constructor(what = 'This call') {
    super(
      `${what} needs a KSeF context. Wrap it in runInContext(nip('…'), fn), or use client.inContext(nip('…')).`,
      { code: 'MISSING_CONTEXT' },
    );
  }
}
