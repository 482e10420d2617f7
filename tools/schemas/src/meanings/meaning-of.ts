import type { SchemaName } from '@ksef/schemas';
import type { Meaning } from '../render/render-types.js';

/** What the fields of a form mean, as far as it is written down. */
export function meaningOf(_form: SchemaName): Meaning {
  return () => undefined;
}
