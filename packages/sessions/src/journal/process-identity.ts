import { execFile } from 'node:child_process';
import { readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { promisify } from 'node:util';
import { sha256 } from '@ksef/core';

/**
 * Identifies when a process started, so that another process with a reused id is not mistaken for it. Undefined when
 * the process does not exist. If the system does not report the time, the value is the same for all processes.
 */
export async function processStart(pid: number): Promise<string | undefined> {
  if (!isAlive(pid)) return undefined;
  if (process.platform === 'linux') return linuxStart(pid);
  if (process.platform === 'win32') return untold;
  const listed = await promisify(execFile)('ps', ['-o', 'lstart=', '-p', String(pid)]).catch(() => undefined);
  return listed?.stdout.trim().replace(/\W+/g, '-') || untold;
}

const untold = 'untold';

/** A process that may hold something. `sure` when it exists and is certainly the one meant. */
export type Holder = 'sure' | 'possible' | 'gone';

/** Looks up the process with this id and start value, as {@link processStart} returned it. */
export async function holderNow(pid: number, start: string | undefined): Promise<Holder> {
  const now = await processStart(pid);
  if (now === undefined) return 'gone';
  if (now === untold || start === untold) return 'possible';
  return now === start ? 'sure' : 'gone';
}

/** Clock ticks since boot, and the id of that boot. */
async function linuxStart(pid: number): Promise<string | undefined> {
  const [status, boot] = await Promise.all([
    readFile(`/proc/${pid}/stat`, 'latin1').catch(() => undefined),
    readFile('/proc/sys/kernel/random/boot_id', 'latin1').catch(() => ''),
  ]);
  if (status === undefined) return isAlive(pid) ? untold : undefined;
  // The program's name, in parentheses, may itself contain spaces and parentheses.
  const [state, ...fields] = status.slice(status.lastIndexOf(')') + 2).split(' ');
  // A killed process that its parent has not reaped yet (a zombie) no longer holds anything.
  return state === 'Z' || state === 'X' ? undefined : `${fields[18]}-${boot.slice(0, 8)}`;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A refused look-up (EPERM; Deno without --allow-run) does not prove that the process has ended.
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** Where a process runs, as values that fit into a file name. */
export interface Place {
  /** Hash of the host name. Containers and cloned machines may share it. */
  readonly host: string;
  /**
   * Shared by all processes whose ids mean the same: those of one boot of one kernel, in one PID namespace. Undefined
   * if the system does not report it.
   */
  readonly processIds: string | undefined;
}

/** Where this process runs. */
export async function ownPlace(): Promise<Place> {
  const host = await markOf(hostname());
  if (process.platform !== 'linux') return { host, processIds: await markOf(`${process.platform} ${host}`) };
  const facts = await Promise.all([
    readFile('/proc/sys/kernel/random/boot_id', 'latin1'),
    readlink('/proc/self/ns/pid'),
  ]).catch(() => undefined);
  return { host, processIds: facts && (await markOf(facts.join(' '))) };
}

async function markOf(text: string): Promise<string> {
  return Buffer.from(await sha256(new TextEncoder().encode(text)))
    .toString('hex')
    .slice(0, 8);
}
