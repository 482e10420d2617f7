import {
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join, resolve } from 'node:path';
import { isAlive } from './work-folders.js';

/** How the files of a state folder are laid out; another layout needs another number. */
const format = 4;
const heartbeatMs = 2_000;
/** A holder on another machine, or in another container, that has not been heard of for so long is dead. */
const silenceMs = 10_000;

/** Of this process: its number does not tell its emulators apart. */
const held = new Set<string>();

/** The folder of `stateDir`, held by one emulator at a time. */
export class StateFolder {
  readonly path: string;
  readonly #lock: string;
  readonly #heartbeat: NodeJS.Timeout;
  readonly #onLost: () => void;

  /**
   * `onLost` hears, once, that the folder is gone, or another emulator's.
   *
   * @throws Error in one line: why the folder cannot be used, and what to do
   */
  constructor(folder: string, onLost: () => void) {
    this.#onLost = onLost;
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      this.path = realpathSync(folder);
      this.#lock = join(this.path, 'lock');
      acquire(this.path, this.#lock);
    } catch (error) {
      if (!(error instanceof Error && 'syscall' in error)) throw error;
      throw new Error(`The state folder ${resolve(folder)} cannot be written: ${error.message}`);
    }
    this.#heartbeat = setInterval(() => this.#beat(), heartbeatMs).unref();
    try {
      checkFormat(this.path);
    } catch (error) {
      this.release();
      throw error;
    }
  }

  release(): void {
    clearInterval(this.#heartbeat);
    held.delete(this.path);
    if (this.#isMine()) rmSync(this.#lock, { force: true });
  }

  #beat(): void {
    const now = new Date();
    try {
      if (this.#isMine()) {
        utimesSync(this.#lock, now, now);
        return;
      }
    } catch {
      // Gone since it was read.
    }
    // Files that are open can be written to, and nobody will find them again.
    clearInterval(this.#heartbeat);
    this.#onLost();
  }

  #isMine(): boolean {
    try {
      return readFileSync(this.#lock, 'utf8') === nameOfHolder();
    } catch {
      return false;
    }
  }
}

function nameOfHolder(): string {
  return `${process.pid} ${hostname()}\n`;
}

function acquire(path: string, lock: string): void {
  const mine = nameOfHolder();
  try {
    writeFileSync(lock, mine, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const [pid = '', host = ''] = readFileSync(lock, 'utf8').trim().split(' ');
    if (isHeld(path, lock, Number(pid), host)) {
      throw new Error(
        `The state folder ${path} is in use by another emulator (process ${pid} on ${host}). Choose another folder, or stop that one.`,
      );
    }
    rmSync(lock, { force: true });
    writeFileSync(lock, mine, { flag: 'wx', mode: 0o600 });
  }
  held.add(path);
}

function isHeld(path: string, lock: string, pid: number, host: string): boolean {
  if (host !== hostname()) return Date.now() - statSync(lock).mtimeMs < silenceMs;
  return pid === process.pid ? held.has(path) : Number.isInteger(pid) && pid > 0 && isAlive(pid);
}

function checkFormat(path: string): void {
  const file = join(path, 'format.json');
  const names = readdirSync(path);
  if (!names.includes('format.json')) {
    if (names.some((name) => name.endsWith('.ndjson'))) throw otherVersion(path, 1);
    writeFileSync(file, `${JSON.stringify({ format })}\n`, { mode: 0o600 });
    return;
  }
  let found: unknown;
  try {
    found = (JSON.parse(readFileSync(file, 'utf8')) as { format?: unknown }).format;
  } catch {
    found = 'unknown';
  }
  if (found !== format) throw otherVersion(path, found);
}

function otherVersion(path: string, found: unknown): Error {
  return new Error(
    `The state folder ${path} was written by another version of the emulator (format ${found}, this one reads ${format}). Choose another folder, or remove this one.`,
  );
}
