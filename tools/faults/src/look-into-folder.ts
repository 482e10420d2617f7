import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A file as it was found at some moment. */
export interface SeenFile {
  readonly path: string;
  /** Permissions, octal. */
  readonly mode: string;
  /** One character a byte. */
  readonly text: string;
}

/** Every file below a folder, at this moment and no later. */
export function lookIntoFolder(folder: string): SeenFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .flatMap((entry) => {
      const path = join(entry.parentPath, entry.name);
      try {
        return { path, mode: (statSync(path).mode & 0o777).toString(8), text: readFileSync(path, 'latin1') };
      } catch {
        // Removed meanwhile.
        return [];
      }
    });
}
