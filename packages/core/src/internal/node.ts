/// <reference types="node" />
/**
 * File helpers shared by the `@ksef/*` packages. Not stable: any release may change them.
 *
 * @packageDocumentation
 */
export { inFolder } from '../node/in-folder.js';
export { type FolderUse, makeFolder } from '../node/make-folder.js';
export { sweepDrafts } from '../node/sweep-drafts.js';
export { syncFolder } from '../node/sync-folder.js';
export { toDisk } from '../node/to-disk.js';
export { replaceFile, writeNewFile } from '../node/whole-file.js';
