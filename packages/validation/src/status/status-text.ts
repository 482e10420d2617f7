import type { Texts } from '../texts.js';

/** The explanation of a code. */
export interface StatusText {
  readonly meaning: Texts;
  readonly advice: Texts;
}
