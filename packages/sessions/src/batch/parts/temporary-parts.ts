import { mkdtemp, readdir, rm, stat, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Clock, systemClock } from '@ksef/core';
import { checkOptions, numberFrom, objectWith, someText } from '@ksef/core/internal';
import { inFolder } from '@ksef/core/internal/node';
import { holderNow, ownPlace, processStart } from '../../journal/index.js';
import { filePartStore } from './file-part-store.js';
import type { PartStore } from './part-store.js';

const folderName = /^ksef-parts-(\d+)-(.*?)(?:-([0-9a-f]{8}|unknown))?-[A-Za-z0-9]{6}$/;
const orphanAgeMs = 3_600_000;
// Often enough that a folder in use never looks like an orphan.
const touchMs = 300_000;

/**
 * A part store in the system's folder for temporary files, for this process only. @throws InvalidInputError
 * `INVALID_FOLDER`
 */
export async function temporaryParts(): Promise<{ readonly store: PartStore; remove(): Promise<void> }> {
  const { processIds = 'unknown' } = await ownPlace();
  const owner = `${process.pid}-${await processStart(process.pid)}-${processIds}`;
  const parent = tmpdir();
  const use = { input: 'partStore', use: 'temporary parts' };
  const folder = await inFolder(parent, use, () => mkdtemp(join(parent, `ksef-parts-${owner}-`)));
  const touching = setInterval(() => {
    const now = new Date();
    utimes(folder, now, now).catch(() => {});
  }, touchMs);
  touching.unref();
  return {
    store: filePartStore(folder),
    remove: async () => {
      clearInterval(touching);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Options of {@link sweepOrphanParts}. */
export interface SweepOptions {
  /** Default: the system's folder for temporary files. */
  readonly folder?: string | undefined;
  /** Folders with later changes are kept. Default one hour. */
  readonly olderThanMs?: number | undefined;
  /** Default: the system clock. */
  readonly clock?: Pick<Clock, 'now'> | undefined;
}

/**
 * Removes folders of encrypted parts whose process was killed. `sendBatch` also does it when it starts.
 *
 * @returns how many folders were removed
 * @example
 * ```ts
 * import { sweepOrphanParts } from '@ksef/sessions/batch';
 *
 * await sweepOrphanParts();
 * ```
 */
export async function sweepOrphanParts(options: SweepOptions = {}): Promise<number> {
  checkOptions<SweepOptions>(options, {
    folder: someText,
    olderThanMs: numberFrom(0),
    clock: objectWith('now'),
  });
  const { folder = tmpdir(), olderThanMs = orphanAgeMs, clock = systemClock } = options;
  let removed = 0;
  const { processIds: here } = await ownPlace();
  const names = await inFolder(folder, { input: 'folder', use: 'temporary parts' }, () => readdir(folder));
  for (const name of names) {
    const [, pid, start, processIds = here] = folderName.exec(name) ?? [];
    if (pid === undefined) continue;
    // Elsewhere the id may belong to another process: then only the age decides, and a living process keeps its
    // folder's time current.
    if (processIds === here && (await holderNow(Number(pid), start)) !== 'gone') continue;
    const path = join(folder, name);
    const changed = await stat(path).catch(() => undefined);
    if (changed === undefined || clock.now() - changed.mtimeMs < olderThanMs) continue;
    await rm(path, { recursive: true, force: true }).then(
      () => removed++,
      () => {},
    );
  }
  return removed;
}
