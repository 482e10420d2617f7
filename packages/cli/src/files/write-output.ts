import { randomBytes } from 'node:crypto';
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';

/** Writes a file atomically: it never contains half of an invoice. */
export async function writeWhole(file: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const draft = `${file}.${randomBytes(4).toString('hex')}.part`;
  try {
    await writeFile(draft, content);
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/** Whether a path stands for a folder: it is one, or it ends with a slash. */
export async function isFolder(path: string): Promise<boolean> {
  if (path.endsWith('/') || path.endsWith(sep)) return true;
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

// KSeF numbers are letters, digits and dashes; those of a file name that is not must not lead elsewhere.
const unsafe = /[^A-Za-z0-9._-]/g;

/** A path in a folder; the name never leaves it. */
export function inFolder(folder: string, name: string): string {
  return join(folder, name.replace(unsafe, '_').replace(/^\.+/, '_'));
}
