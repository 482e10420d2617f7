import type { Kernel } from '../../kernel/index.js';
import type { SessionRecord } from '../records.js';
import { validateBySchema } from './validate-by-schema.js';

/** What the schema of the session's form forbids in an invoice; nothing where the emulator is not to validate. */
export async function violationsOf(
  { options }: Pick<Kernel, 'options'>,
  { form }: Pick<SessionRecord, 'form'>,
  bytes: Uint8Array,
): Promise<readonly string[]> {
  if (options.schema === 'off') return [];
  try {
    return await validateBySchema(form, bytes);
  } catch (error) {
    // Never taken unseen.
    return [
      `Nie udało się sprawdzić zgodności ze schematem: ${error instanceof Error ? error.message : error}`,
    ];
  }
}
