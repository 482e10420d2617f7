import type { Texts } from '../texts.js';

/** What is known of a code. */
export interface StatusText {
  readonly meaning: Texts;
  readonly advice: Texts;
}
