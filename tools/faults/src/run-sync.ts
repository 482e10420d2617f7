import { type ChildProcess, fork } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createKsef } from '@ksef/client';
import type { Emulator } from '@ksef/emulator';
import { type CheckpointStore, fileCheckpoints } from '@ksef/export';
import { memoryJournal } from '@ksef/sessions';
import { memoryPartStore } from '@ksef/sessions/batch';
import { seller, token } from './invoice-xml.js';
import { mortalWorld } from './mortal-world.js';
import { syncAll } from './sync-all.mjs';
import type { SyncSchedule } from './sync-schedule.js';

/** What a case of receiving left behind. */
export interface SyncOutcome {
  /** Numbers in the order in which they came. */
  readonly stored: readonly string[];
  readonly deaths: number;
  readonly isDone: boolean;
  readonly errors: readonly { readonly code?: unknown; readonly message?: string }[];
}

interface Attempt {
  readonly emulator: Emulator;
  readonly folder: string;
  readonly from: string;
  readonly seed: number;
  /** True lets the receiver die now. */
  onRequest(): boolean;
}

type End = { readonly type: 'done' | 'error' | 'died'; readonly code?: unknown; readonly message?: string };

const mostAttempts = 14;
const healedAfter = 6;
const timeoutMs = 1_500;
const exportTroubles = [
  'stuckAt100',
  'fails500',
  'wrongPartHash',
  'wrongEncryptedPartHash',
  'key415',
] as const;

/** Receives, again and again with the same checkpoints, until all is there. */
export async function runSync(
  emulator: Emulator,
  schedule: SyncSchedule,
  folder: string,
  from: string,
): Promise<SyncOutcome> {
  const { control } = emulator;
  await mkdir(folder, { recursive: true });
  const { maxResults, partBytes } = schedule;
  control.setReceivingLimits({ maxResults, maxPartBytes: partBytes });
  for (const fault of schedule.faults) control.addFault(fault);
  for (const { kind, times } of schedule.exportFaults) control.breakExports(kind, times);
  const planned = [...schedule.actions];
  let requests = 0;
  let deaths = 0;
  const errors: End[] = [];
  const onRequest = () => {
    requests++;
    let dies = false;
    while (planned[0] !== undefined && planned[0].afterRequests <= requests) {
      if (planned.shift()?.what === 'die') dies = true;
      else control.advanceClock(2 * 3_600_000);
    }
    return dies;
  };
  let isDone = false;
  for (let attempts = 1; attempts <= mostAttempts && !isDone; attempts++) {
    if (attempts === healedAfter) {
      control.clearFaults();
      for (const kind of exportTroubles) control.breakExports(kind, 0);
    }
    const attempt = { emulator, folder, from, seed: schedule.seed, onRequest };
    const end = await (schedule.death === 'killed' ? inItsOwnProcess(attempt) : inThisProcess(attempt));
    if (end.type === 'died') deaths++;
    if (end.type === 'error') errors.push(end);
    isDone = end.type === 'done';
  }
  return { stored: storedIn(folder), deaths, errors, isDone };
}

/** The numbers that were stored so far. */
export function storedIn(folder: string): string[] {
  const file = join(folder, 'stored');
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, -1) : [];
}

function whatOf({ from, folder }: Attempt) {
  return { from, context: seller, spoolFolder: folder };
}

async function inThisProcess(attempt: Attempt): Promise<End> {
  const { emulator, folder } = attempt;
  const world = mortalWorld(attempt.seed, memoryJournal(), memoryPartStore());
  let isDead = false;
  let died = () => {};
  const death = new Promise<End>((resolve) => {
    died = () => resolve({ type: 'died' });
  });
  const ksef = createKsef({
    environment: emulator.environment,
    credentials: { ksefToken: token },
    clock: world.clock,
    fetch: world.fetch,
    rateLimiter: false,
    timeoutMs,
    onEvent: ({ type }) => {
      if (type !== 'request' || !attempt.onRequest()) return;
      isDead = true;
      void world.die().then(died);
    },
  }).inContext(seller);
  const files = fileCheckpoints(join(folder, 'checkpoints'));
  const checkpoints: CheckpointStore = {
    load: (name, options) => files.load(name, options),
    save: async (name, checkpoint, options) => {
      if (isDead) await new Promise<never>(() => {});
      await files.save(name, checkpoint, options);
    },
  };
  const store = (number: string) => {
    if (!isDead) appendFileSync(join(folder, 'stored'), `${number}\n`);
  };
  const work = syncAll(ksef, { ...whatOf(attempt), checkpoints }, store).then(
    (): End => ({ type: 'done' }),
    (error: { readonly code?: unknown }): End => ({
      type: 'error',
      code: error.code,
      message: String(error),
    }),
  );
  return Promise.race([death, work]);
}

function inItsOwnProcess(attempt: Attempt): Promise<End> {
  const { emulator, folder } = attempt;
  const config = join(folder, 'config.json');
  const what = { ...whatOf(attempt), checkpoints: join(folder, 'checkpoints') };
  const { environment } = emulator;
  writeFileSync(
    config,
    JSON.stringify({ environment, token, timeoutMs, what, stored: join(folder, 'stored') }),
  );
  const child: ChildProcess = fork(fileURLToPath(new URL('./receiver.mjs', import.meta.url)), [config]);
  return new Promise((resolve, reject) => {
    let end: End = { type: 'died' };
    child.on('message', (message: { readonly type: string }) => {
      if (message.type !== 'request') end = message as End;
      else if (attempt.onRequest()) child.kill('SIGKILL');
    });
    child.on('error', reject);
    child.on('exit', () => resolve(end));
  });
}
