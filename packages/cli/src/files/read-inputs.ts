import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { messageOf } from '@ksef/core/internal';
import type { Call } from '../command/call.js';

/** A file that was named, or found in a folder that was. */
export interface InputFile {
  /** The path as the user would write it; `-` is stdin. */
  readonly name: string;
  readonly content: Uint8Array;
}

// Far above what KSeF takes, for invoices and JSON alike: a wrong file ends in an error, not in memory.
const largestInput = 64 * 1024 * 1024;

/** The files named, one after another, each read when it is asked for. Folders stand for their `.xml` files, by name. */
export async function* readInputs(
  call: Call,
  names: readonly string[] = call.args,
): AsyncGenerator<InputFile> {
  for (const name of names) {
    if (name === '-') yield { name, content: await readStdin(call) };
    else yield* filesAt(call, name);
  }
}

async function* filesAt(call: Call, name: string): AsyncGenerator<InputFile> {
  const found = await stat(name).catch((cause) => {
    throw unreadable(call, name, cause);
  });
  if (!found.isDirectory()) {
    yield { name, content: await readBounded(call, name, found.size) };
    return;
  }
  const names = (await readdir(name, { withFileTypes: true }))
    .filter((entry) => entry.isFile() && entry.name.toLowerCase().endsWith('.xml'))
    .map((entry) => join(name, entry.name))
    .sort();
  if (names.length === 0)
    call.out.warn(call.say({ en: `${name} has no .xml files.`, pl: `${name} nie zawiera plików .xml.` }));
  for (const file of names)
    yield { name: file, content: await readBounded(call, file, (await stat(file)).size) };
}

/** The error for a file that cannot be read. */
export function unreadable(call: Call, name: string, { code }: NodeJS.ErrnoException): Error {
  return call.usage({
    en: `${name} cannot be read (${code}). Check the path.`,
    pl: `Nie można odczytać ${name} (${code}). Sprawdź ścieżkę.`,
  });
}

async function readBounded(call: Call, file: string, size: number): Promise<Uint8Array> {
  if (size > largestInput) throw tooLarge(call, file);
  return readFile(file, { signal: call.signal });
}

async function readStdin(call: Call): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of call.around.stdin.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largestInput) throw tooLarge(call, 'stdin');
    chunks.push(Buffer.from(chunk));
  }
  return Buffer.concat(chunks);
}

function tooLarge(call: Call, name: string): Error {
  return call.usage({
    en: `${name} is larger than ${largestInput} bytes: not an invoice.`,
    pl: `${name} ma ponad ${largestInput} bajtów: to nie jest faktura.`,
  });
}

/** JSON of a file or of stdin. */
export async function readJson(call: Call, name: string): Promise<unknown> {
  for await (const { content } of readInputs(call, [name])) {
    try {
      return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(content));
    } catch (error) {
      const reason = messageOf(error);
      throw call.usage({
        en: `${name} is not JSON: ${reason}.`,
        pl: `${name} nie jest poprawnym JSON: ${reason}.`,
      });
    }
  }
  throw call.usage({ en: `${name} is a folder. Name a file.`, pl: `${name} to folder. Podaj plik.` });
}

/** The name of a file without folders and without `.xml`. */
export function stem(name: string): string {
  return name === '-' ? 'stdin' : basename(name).replace(/\.xml$/i, '');
}
