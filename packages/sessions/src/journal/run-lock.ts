import { randomBytes } from 'node:crypto';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { sha256, systemClock } from '@ksef/core';
import { journalInUse } from './journal-errors.js';
import { holderNow, processStart } from './process-start.js';
import type { JournalOptions } from './session-journal.js';

export interface RunLock {
  release(): Promise<void>;
}

const attempts = 6;

/**
 * Makes this process the only holder of a run. Each candidate first puts up a file of its own that names it, then
 * looks at the others: of two that come at once both may step back, but never do both go on. Those step forward again
 * after pauses of random length.
 *
 * @throws KsefError `JOURNAL_IN_USE`
 */
export async function holdRun(
  folder: string,
  stem: string,
  runId: string,
  options?: JournalOptions,
): Promise<RunLock> {
  const host = await hostMark();
  const start = await processStart(process.pid);
  for (let attempt = 1; ; attempt++) {
    const mine = `${stem}.${process.pid}.${start}.${host}.${randomBytes(4).toString('hex')}.lock`;
    await writeFile(join(folder, mine), `process ${process.pid} of ${hostname()}\n`, {
      flag: 'wx',
      mode: 0o600,
    });
    const release = () => rm(join(folder, mine), { force: true });
    try {
      options?.signal?.throwIfAborted();
      const other = await otherHolder(folder, stem, mine, host);
      if (other === undefined) return { release };
      if (attempt >= attempts) throw journalInUse(runId, `by ${other}`);
    } catch (error) {
      await release();
      throw error;
    }
    await release();
    await systemClock.sleep(5 + Math.random() * 10 * attempt, options?.signal);
  }
}

/** Who else holds the run; what dead processes of this machine left is cleared away. */
async function otherHolder(
  folder: string,
  stem: string,
  mine: string,
  host: string,
): Promise<string | undefined> {
  for (const name of await readdir(folder)) {
    if (name === mine || !name.startsWith(`${stem}.`) || !name.endsWith('.lock')) continue;
    const [pid = '', start = '', itsHost = ''] = name.slice(stem.length + 1).split('.');
    const unless = `(if that one is gone, delete ${join(folder, name)})`;
    if (itsHost !== host) {
      const owner = await readFile(join(folder, name), 'utf8').catch(() => 'a process');
      return `${owner.trim()}, another machine ${unless}`;
    }
    const holder = await holderNow(Number(pid), start);
    if (holder === 'sure') return `process ${pid}`;
    if (holder === 'possible') return `process ${pid}, as far as this one may know ${unless}`;
    await rm(join(folder, name), { force: true });
  }
  return undefined;
}

async function hostMark(): Promise<string> {
  return Buffer.from(await sha256(new TextEncoder().encode(hostname())))
    .toString('hex')
    .slice(0, 8);
}
