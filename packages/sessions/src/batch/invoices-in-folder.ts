import { readdir, readFile, stat } from 'node:fs/promises';
import { InvalidInputError } from '@ksef/core';
import { callback, checkOptions, invalidFolder, isSignal, messageOf } from '@ksef/core/internal';
import type { InvoiceInput } from '../invoice/index.js';

/** Options of {@link invoicesInFolder}. */
export interface FolderOptions {
  /** Which files are invoices. Default: names that end in `.xml`. */
  readonly isInvoice?: ((name: string) => boolean) | undefined;
  readonly signal?: AbortSignal | undefined;
}

interface NamedFile {
  readonly name: string;
  readonly path: Buffer;
}

/**
 * The invoices of a folder, ordered by name. Each file is read on demand. Subfolders are ignored; symbolic links to
 * files are followed. An unreadable file becomes an input whose `content` throws `UNREADABLE_FILE`: functions that send
 * give it the result `failed`, and send the others. Bytes of a name that are not UTF-8 are shown as U+FFFD.
 *
 * @throws InvalidInputError `INVALID_FOLDER`
 * @example
 * ```ts
 * import type { Ksef } from '@ksef/client';
 * import { invoicesInFolder } from '@ksef/sessions/batch';
 *
 * declare const ksef: Ksef; // of the seller
 *
 * for await (const { name, status } of ksef.sendBatch(invoicesInFolder('invoices'))) console.log(name, status);
 * ```
 */
export async function* invoicesInFolder(
  folder: string,
  options: FolderOptions = {},
): AsyncGenerator<InvoiceInput> {
  checkOptions<FolderOptions>(options, { isInvoice: callback, signal: isSignal });
  const { isInvoice = (name) => name.toLowerCase().endsWith('.xml'), signal } = options;
  const entries = await readdir(folder, { withFileTypes: true, encoding: 'buffer' }).catch(
    (cause: unknown) => {
      throw invalidFolder('folder', folder, 'invoices', cause);
    },
  );
  const files = entries
    .filter((entry) => !entry.isDirectory())
    .map((entry): NamedFile => ({ name: entry.name.toString(), path: inFolder(folder, entry.name) }))
    .filter(({ name }) => isInvoice(name));
  // By code units: the same on every machine, so that a run resumes in the same order elsewhere.
  for (const file of files.sort(byName)) yield await read(file, signal);
}

async function read({ name, path }: NamedFile, signal: AbortSignal | undefined): Promise<InvoiceInput> {
  try {
    // Reading a pipe or a device might never end.
    if (!(await stat(path)).isFile()) return unreadable(name, 'it is not a file');
    return { name, content: await readFile(path, { signal }) };
  } catch (error) {
    signal?.throwIfAborted();
    return unreadable(name, messageOf(error), error);
  }
}

/** Replaces an unreadable file, so that its error is reported in its place among the inputs. */
function unreadable(name: string, why: string, cause?: unknown): InvoiceInput {
  return {
    name,
    get content(): Uint8Array {
      throw new InvalidInputError(`The file ${JSON.stringify(name)} cannot be read: ${why}.`, {
        code: 'UNREADABLE_FILE',
        input: 'content',
        cause,
      });
    },
  };
}

/** As bytes, so that a name that is not UTF-8 can be opened. */
function inFolder(folder: string, name: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${folder}/`), name]);
}

function byName(one: NamedFile, other: NamedFile): number {
  if (one.name !== other.name) return one.name < other.name ? -1 : 1;
  return Buffer.compare(one.path, other.path);
}
