import { randomBytes } from 'node:crypto';
import { access, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@ksef/core';
import { hasHeartbeat, startHeartbeat } from './heartbeat.js';
import { journalInUse, journalLost } from './journal-errors.js';
import { holderNow, ownPlace, type Place, processStart } from './process-identity.js';
import type { JournalOptions } from './session-journal.js';

/** A lock on a run. */
export interface RunLock {
  /** @throws KsefError `JOURNAL_LOST` when another process has taken it over */
  check(): Promise<void>;
  release(): Promise<void>;
}

const attempts = 6;

/**
 * Makes this process the only holder of a run. Each candidate first creates a file that names it, then looks for
 * others. Of two concurrent candidates both may step back, but never do both continue. Candidates that stepped back
 * retry after pauses of random length.
 *
 * @throws KsefError `JOURNAL_IN_USE`
 */
export async function holdRun(
  folder: string,
  stem: string,
  runId: string,
  options?: JournalOptions,
): Promise<RunLock> {
  const place = await ownPlace();
  const start = await processStart(process.pid);
  const mark = `${place.host}-${place.processIds ?? 'unknown'}`;
  let before: string | undefined;
  for (let attempt = 1; ; attempt++) {
    const mine = `${stem}.${process.pid}.${start}.${mark}.${randomBytes(4).toString('hex')}.lock`;
    const path = join(folder, mine);
    await writeFile(path, `process ${process.pid} of ${hostname()}\n`, { flag: 'wx', mode: 0o600 });
    const heartbeat = startHeartbeat(path);
    const release = async () => {
      heartbeat.stop();
      await rm(path, { force: true });
    };
    const check = () =>
      access(path).catch((cause: unknown) => {
        throw journalLost(runId, path, cause);
      });
    try {
      options?.signal?.throwIfAborted();
      const other = await otherHolder(folder, stem, mine, place, options?.signal);
      await check();
      if (other === undefined) return { check, release };
      // Each attempt uses another file.
      if (other.lock === before || attempt >= attempts) throw journalInUse(runId, `by ${other.holder}`);
      before = other.lock;
    } catch (error) {
      await release();
      throw error;
    }
    await release();
    await systemClock.sleep(5 + Math.random() * 10 * attempt, options?.signal);
  }
}

/** Other holders of the run. Files of dead processes are removed. */
async function otherHolder(
  folder: string,
  stem: string,
  mine: string,
  place: Place,
  signal: AbortSignal | undefined,
): Promise<{ readonly lock: string; readonly holder: string } | undefined> {
  for (const name of await readdir(folder)) {
    if (name === mine || !name.startsWith(`${stem}.`) || !name.endsWith('.lock')) continue;
    const [pid = '', start = '', mark = ''] = name.slice(stem.length + 1).split('.');
    const [host, processIds] = mark.split('-');
    const path = join(folder, name);
    const unless = `(if that one is gone, delete ${path})`;
    if (place.processIds !== undefined && processIds === place.processIds) {
      const holder = await holderNow(Number(pid), start);
      if (holder === 'sure') return { lock: name, holder: `process ${pid}` };
      if (holder === 'possible')
        return { lock: name, holder: `process ${pid}, as far as this one may know ${unless}` };
    } else if (host === place.host) {
      // Another container with this host name, an earlier boot of this machine, or its clone: its process ids mean
      // other processes.
      if (await hasHeartbeat(path, signal))
        return { lock: name, holder: `process ${pid} of another container or machine` };
    } else {
      const owner = await readFile(path, 'utf8').catch(() => 'a process');
      return { lock: name, holder: `${owner.trim()}, another machine ${unless}` };
    }
    await rm(path, { force: true });
  }
  return undefined;
}
