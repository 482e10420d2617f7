import { createHash } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';

/** Makes a temporary folder that {@link sweepWorkFolders} finds once its process is gone. */
export function makeWorkFolder(): string {
  return mkdtempSync(join(tmpdir(), workFolderPrefix(process.pid)));
}

/** How the names of a process's folders begin. Containers may share the folder for temporary files, not the numbers. */
export function workFolderPrefix(pid: number): string {
  const host = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);
  return `ksef-emulator-${host}-${pid}-`;
}

/** Removes what emulators left behind that were killed. */
export async function sweepWorkFolders(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = /^ksef-emulator-[0-9a-f]{8}-(\d+)-\w{6}$/.exec(name)?.[1];
    if (pid === undefined || !name.startsWith(workFolderPrefix(Number(pid))) || isAlive(Number(pid)))
      continue;
    // Another user's, or being removed by another start.
    await rm(join(tmpdir(), name), { recursive: true, force: true }).catch(() => undefined);
  }
}

/** Whether a process with this number runs on this machine. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
