import { KsefError, type KsefErrorOptions } from './ksef-error.js';

/** Options of {@link InvalidInputError}. */
export interface InvalidInputErrorOptions extends KsefErrorOptions {
  /** The name of the invalid input, e.g. `nip` or `invoice`. Never its value if that is a secret. */
  readonly input?: string;
}

/** The caller's input is invalid. Thrown before anything is sent. */
export class InvalidInputError extends KsefError {
  static override readonly kind: string = 'InvalidInputError';

  /** The name of the invalid input. */
  readonly input: string | undefined;

  constructor(message: string, options: InvalidInputErrorOptions) {
    super(message, options);
    this.input = options.input;
  }
}
