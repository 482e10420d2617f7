import { execFile } from 'node:child_process';
import { readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { promisify } from 'node:util';
import { sha256 } from '@ksef/core';

/**
 * A mark of when a process began, so that another process with a re-used id is not taken for it; undefined when there
 * is no such process. Where the system does not tell the time, the mark is the same for all.
 */
export async function processStart(pid: number): Promise<string | undefined> {
  if (!isAlive(pid)) return undefined;
  if (process.platform === 'linux') return linuxStart(pid);
  if (process.platform === 'win32') return untold;
  const listed = await promisify(execFile)('ps', ['-o', 'lstart=', '-p', String(pid)]).catch(() => undefined);
  return listed?.stdout.trim().replace(/\W+/g, '-') || untold;
}

const untold = 'untold';

/** A process that may hold something: `sure` when it is there and is the one meant. */
export type Holder = 'sure' | 'possible' | 'gone';

/** What is known of the process with that id and mark, as {@link processStart} gave it. */
export async function holderNow(pid: number, start: string | undefined): Promise<Holder> {
  const now = await processStart(pid);
  if (now === undefined) return 'gone';
  if (now === untold || start === untold) return 'possible';
  return now === start ? 'sure' : 'gone';
}

/** Clock ticks since the machine started, and which start of the machine that was. */
async function linuxStart(pid: number): Promise<string | undefined> {
  const [status, boot] = await Promise.all([
    readFile(`/proc/${pid}/stat`, 'latin1').catch(() => undefined),
    readFile('/proc/sys/kernel/random/boot_id', 'latin1').catch(() => ''),
  ]);
  if (status === undefined) return isAlive(pid) ? untold : undefined;
  // The program's name, in parentheses, may hold blanks and parentheses itself.
  const [state, ...fields] = status.slice(status.lastIndexOf(')') + 2).split(' ');
  // A killed process that its parent has not asked about yet (a zombie) holds nothing any more.
  return state === 'Z' || state === 'X' ? undefined : `${fields[18]}-${boot.slice(0, 8)}`;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Not allowed to ask (EPERM; Deno without --allow-run) is no proof of an end.
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** Where a process runs, as marks that fit into the name of a file. */
export interface Place {
  /** Of the host's name. Containers may share it, and machines that were cloned. */
  readonly host: string;
  /**
   * Of all processes whose ids mean the same: those of one start of one kernel, in one PID namespace. Undefined where the
   * system does not tell.
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
