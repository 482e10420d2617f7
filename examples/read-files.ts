import { readdir, readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { type InvoiceDocument, readInvoice } from '@ksef/documents';

/** A file that holds an invoice. */
export interface InvoiceFile {
  readonly name: string;
  readonly content: Uint8Array;
  readonly invoice: InvoiceDocument;
}

/** Reads the files named, or those of the default folder. What is not an invoice is named, before any network. */
export async function readFiles(named: readonly string[], defaultFolder: string) {
  // npm runs scripts in the package's folder and tells where the user stands.
  const here = process.env.INIT_CWD ?? process.cwd();
  const paths = named.length > 0 ? named.map((path) => resolve(here, path)) : await list(defaultFolder);
  const files: InvoiceFile[] = [];
  const refused: { readonly name: string; readonly reason: string }[] = [];
  for (const path of paths) {
    const name = basename(path);
    try {
      const content = new Uint8Array(await readFile(path));
      files.push({ name, content, invoice: readInvoice(content) });
    } catch (error) {
      refused.push({ name, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  return { files, refused };
}

async function list(folder: string): Promise<string[]> {
  const names = await readdir(folder);
  return names
    .filter((name) => name.endsWith('.xml'))
    .sort()
    .map((name) => join(folder, name));
}
