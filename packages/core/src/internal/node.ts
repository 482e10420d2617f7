/// <reference types="node" />
/**
 * Helpers for files that the `@ksef/*` packages share. No promise of stability: any release may change them.
 *
 * @packageDocumentation
 */
export { type FolderUse, makeFolder } from '../node/make-folder.js';
export { syncFolder } from '../node/sync-folder.js';
export { toDisk } from '../node/to-disk.js';
export { replaceFile, writeNewFile } from '../node/whole-file.js';
