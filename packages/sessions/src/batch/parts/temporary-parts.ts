import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Clock, systemClock } from '@ksef/core';
import { holderNow, processStart } from '../../journal/index.js';
import { filePartStore } from './file-part-store.js';
import type { PartStore } from './part-store.js';

const folderName = /^ksef-parts-(\d+)-(.*)-[A-Za-z0-9]{6}$/;
const orphanAgeMs = 3_600_000;

/** A part store in the system's folder for temporary files, of this process alone. */
export async function temporaryParts(): Promise<{ readonly store: PartStore; remove(): Promise<void> }> {
  const owner = `${process.pid}-${await processStart(process.pid)}`;
  const folder = await mkdtemp(join(tmpdir(), `ksef-parts-${owner}-`));
  return { store: filePartStore(folder), remove: () => rm(folder, { recursive: true, force: true }) };
}

/** Options of {@link sweepOrphanParts}. */
export interface SweepOptions {
  /** Default: the system's folder for temporary files. */
  readonly folder?: string | undefined;
  /** Folders that were changed later are left alone. Default one hour. */
  readonly olderThanMs?: number | undefined;
  /** Default: the machine's. */
  readonly clock?: Pick<Clock, 'now'> | undefined;
}

/**
 * Removes folders of encrypted parts whose process was killed. `sendBatch` does it too when it begins.
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
  const { folder = tmpdir(), olderThanMs = orphanAgeMs, clock = systemClock } = options;
  let removed = 0;
  for (const name of await readdir(folder)) {
    const [, pid, start] = folderName.exec(name) ?? [];
    if (pid === undefined || (await holderNow(Number(pid), start)) !== 'gone') continue;
    const path = join(folder, name);
    const changed = await stat(path).catch(() => undefined);
    // The owner may live where this process cannot see it, e.g. in another container: age tells then.
    if (changed === undefined || clock.now() - changed.mtimeMs < olderThanMs) continue;
    await rm(path, { recursive: true, force: true }).then(
      () => removed++,
      () => {},
    );
  }
  return removed;
}
