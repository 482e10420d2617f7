import type { Kernel } from '../../kernel/index.js';
import type { SessionRecord } from '../records.js';
import { violationsOf } from '../schema/index.js';
import type { PackedFile } from './unpack.js';

/** A file of a package, and what the schema of the session's form forbids in it. */
export interface ValidatedFile {
  readonly file: PackedFile;
  readonly violations: readonly string[];
}

/** So that neither the thread nor this one waits for the other. */
const mostFiles = 64;
const mostBytes = 12_000_000;

/** Gives the files in their order, a few of which are being validated meanwhile. */
export async function* validateAhead(
  kernel: Kernel,
  session: SessionRecord,
  files: AsyncIterable<PackedFile>,
): AsyncGenerator<ValidatedFile, void> {
  const ahead: { readonly file: PackedFile; readonly validated: Promise<readonly string[]> }[] = [];
  let bytesAhead = 0;
  const first = async (): Promise<ValidatedFile | undefined> => {
    const next = ahead.shift();
    if (next === undefined) return undefined;
    bytesAhead -= next.file.bytes?.length ?? 0;
    return { file: next.file, violations: await next.validated };
  };
  for await (const file of files) {
    const validated =
      file.bytes === undefined ? Promise.resolve([]) : violationsOf(kernel, session, file.bytes);
    // Awaited in its turn.
    validated.catch(() => undefined);
    ahead.push({ file, validated });
    bytesAhead += file.bytes?.length ?? 0;
    while (ahead.length >= mostFiles || bytesAhead > mostBytes) {
      const next = await first();
      if (next === undefined) break;
      yield next;
    }
  }
  for (let next = await first(); next !== undefined; next = await first()) yield next;
}
