import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { invalidFolder } from '@ksef/core/internal';
import type { InvoiceInput } from '../invoice/index.js';

/** Options of {@link invoicesInFolder}. */
export interface FolderOptions {
  /** Which files are invoices. Default: names that end in `.xml`. */
  readonly isInvoice?: ((name: string) => boolean) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The invoices of a folder, ordered by name, each read when it is asked for. Folders below it are not looked into.
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
  const { isInvoice = (name) => name.toLowerCase().endsWith('.xml'), signal } = options;
  const entries = await readdir(folder, { withFileTypes: true }).catch((cause: unknown) => {
    throw invalidFolder('folder', folder, 'invoices', cause);
  });
  const names = entries.filter((entry) => entry.isFile() && isInvoice(entry.name)).map(({ name }) => name);
  // By code units: the same on every machine, so that a run goes on in the same order elsewhere.
  for (const name of names.sort()) yield { name, content: await readFile(join(folder, name), { signal }) };
}
