import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { nip } from '@ksef/core';
import { makeTestToken } from '@ksef/emulator';
import { type Figure, median } from './figure.js';
import { invoice, sellerNip } from './invoices.mjs';
import { startEmulatorProcess } from './processes.js';

const count = 1_000;
const rounds = 5;
const commandLine = fileURLToPath(new URL('../../../packages/cli/dist/ksef.js', import.meta.url));
const libraryAlone = fileURLToPath(new URL('./send-folder-process.mjs', import.meta.url));
const reportCpu = new URL('./report-cpu.mjs', import.meta.url).href;

/** A folder of invoices sent by the command line, and by the library alone: all processor time of the process. */
export async function benchSendFolder(): Promise<readonly Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'ksef-folder-'));
  try {
    for (let index = 0; index < count; index++) await writeFile(join(folder, `${index}.xml`), invoice(index));
    const byCommand: number[] = [];
    const byLibrary: number[] = [];
    for (let round = 0; round < rounds; round++) {
      byLibrary.push(await cpuMsOf(folder, 'library'));
      byCommand.push(await cpuMsOf(folder, 'command'));
    }
    const [command, library] = [median(byCommand), median(byLibrary)];
    return [
      {
        what: `CPU of ksef send with a folder of ${count} invoices`,
        measured: `${command.toFixed(0)} ms`,
        baseline: `${library.toFixed(0)} ms (the library alone)`,
        ratio: command / library,
        goal: 'at most 1.05',
      },
    ];
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function cpuMsOf(folder: string, by: 'command' | 'library'): Promise<number> {
  const home = await mkdtemp(join(tmpdir(), 'ksef-home-'));
  const { child, baseUrl, qrUrl } = await startEmulatorProcess();
  const cpuFile = join(home, 'cpu');
  const args =
    by === 'command' ? [commandLine, 'send', folder, '--json'] : [libraryAlone, baseUrl, qrUrl, folder, home];
  try {
    await mkdir(join(home, 'journal'));
    const { stdout } = await promisify(execFile)(process.execPath, ['--import', reportCpu, ...args], {
      maxBuffer: 64e6,
      env: {
        PATH: process.env.PATH,
        HOME: home,
        KSEF_HOME: home,
        KSEF_ENV: 'emulator',
        KSEF_EMULATOR: qrUrl,
        KSEF_NIP: sellerNip,
        KSEF_TOKEN: makeTestToken(nip(sellerNip)),
        BENCH_CPU_FILE: cpuFile,
      },
    });
    const accepted = stdout.split('\n').filter((line) => line.includes('"status":"accepted"')).length;
    if (accepted !== count) throw new Error(`${accepted} of ${count} invoices were accepted`);
    return Number(await readFile(cpuFile, 'utf8'));
  } finally {
    child.kill();
    await rm(home, { recursive: true });
  }
}
