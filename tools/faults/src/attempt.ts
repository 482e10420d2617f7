import { type ChildProcess, fork, spawn } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createKsef } from '@ksef/client';
import type { Emulator } from '@ksef/emulator';
import type { InvoiceResult } from '@ksef/sessions';
import { filePartStore } from '@ksef/sessions/batch';
import { seller, token } from './invoice-xml.js';
import { mortalWorld } from './mortal-world.js';
import { requestTimeoutMs, type Schedule } from './schedule.js';
import { type BothWays, sendPlanned } from './send-planned.mjs';
import { batchRunOf, type Workplace } from './workplace.js';

/** What a sender said of one input. */
export interface Told extends Omit<InvoiceResult, 'error' | 'invoice' | 'upo'> {
  readonly errorCode?: string | undefined;
  readonly errorMessage?: string | undefined;
}

/** How one sender's life ended. */
export type AttemptEnd =
  | { readonly kind: 'results'; readonly results: readonly Told[] }
  | { readonly kind: 'error'; readonly code: unknown; readonly message: string }
  | { readonly kind: 'died' };

export interface Attempt {
  readonly emulator: Emulator;
  readonly schedule: Schedule;
  readonly place: Workplace;
  /** Which of the sender's lives this is, from 1. */
  readonly life: number;
  /** No file may grow beyond so many blocks of 512 bytes, as on a full disk; for senders in their own process. */
  readonly mostBlocks?: number | undefined;
  /** Called for every request that goes out; true lets the sender die now. */
  onRequest(): boolean;
  /** Called when a request had no answer in time. */
  onTimeout(): void;
}

/** Lets a sender live until it is done, or dies. */
export function attemptOnce(attempt: Attempt): Promise<AttemptEnd> {
  return attempt.schedule.death === 'killed' ? inItsOwnProcess(attempt) : inThisProcess(attempt);
}

/** Where the parts of a batch are kept. */
function partsOf({ place }: Attempt): string {
  return join(place.folder, 'parts');
}

function sendOptions({ schedule, place: { runId } }: Attempt) {
  const { concurrency, window, maxInvoicesPerSession } = schedule;
  return { concurrency, window, maxInvoicesPerSession, runId, waitTimeoutMs: 60_000 };
}

function bothOf({ schedule, place, life }: Attempt): BothWays | undefined {
  const { way, allowances = [], maxHeldResults = 10_000 } = schedule;
  if (way !== 'both') return undefined;
  const allowance = allowances[life % allowances.length] ?? 1;
  return { allowance, maxHeldResults, batchRunId: batchRunOf(place.runId) };
}

async function inThisProcess(attempt: Attempt): Promise<AttemptEnd> {
  const world = mortalWorld(attempt.schedule.seed, attempt.place.journal, filePartStore(partsOf(attempt)));
  let died = () => {};
  const death = new Promise<AttemptEnd>((resolve) => {
    died = () => resolve({ kind: 'died' });
  });
  const ksef = createKsef({
    environment: attempt.emulator.environment,
    credentials: { ksefToken: token },
    clock: world.clock,
    fetch: world.fetch,
    rateLimiter: { admit: async () => {} },
    timeoutMs: requestTimeoutMs,
    onEvent: (event) => {
      if (event.type === 'failure' && event.reason === 'timeout') attempt.onTimeout();
      if (event.type === 'request' && attempt.onRequest()) void world.die().then(died);
    },
  }).inContext(seller);
  const run = async (): Promise<AttemptEnd> => {
    const results: Told[] = [];
    const options = { ...sendOptions(attempt), journal: world.journal };
    const { inputs, way } = attempt.schedule;
    const how = { way, both: bothOf(attempt), context: seller, parts: world.parts };
    for await (const result of sendPlanned(ksef, inputs, options, how)) {
      const { error, invoice: _, upo: __, ...rest } = result;
      results.push({ ...rest, ...(error && { errorCode: codeOf(error), errorMessage: error.message }) });
    }
    return { kind: 'results', results };
  };
  return Promise.race([
    death,
    run().catch(
      (error: unknown): AttemptEnd => ({ kind: 'error', code: codeOf(error), message: String(error) }),
    ),
  ]);
}

async function inItsOwnProcess(attempt: Attempt): Promise<AttemptEnd> {
  const { folder, runId, postgres } = attempt.place;
  const config = join(folder, '..', `${runId}.json`);
  const { environment } = attempt.emulator;
  await writeFile(
    config,
    JSON.stringify({
      environment,
      token,
      context: seller,
      timeoutMs: requestTimeoutMs,
      folder,
      postgres,
      way: attempt.schedule.way,
      both: bothOf(attempt),
      parts: partsOf(attempt),
      inputs: attempt.schedule.inputs,
      options: sendOptions(attempt),
    }),
  );
  const program = fileURLToPath(new URL('./sender.mjs', import.meta.url));
  const child =
    attempt.mostBlocks === undefined
      ? fork(program, [config])
      : onFullDisk(attempt.mostBlocks, program, config);
  try {
    return await endOf(child, attempt);
  } finally {
    await rm(config);
  }
}

function onFullDisk(blocks: number, program: string, config: string): ChildProcess {
  const command = `ulimit -f ${blocks}; exec "$0" "$@"`;
  const stdio: ('inherit' | 'ipc')[] = ['inherit', 'inherit', 'inherit', 'ipc'];
  return spawn('sh', ['-c', command, process.execPath, program, config], { stdio });
}

function endOf(child: ChildProcess, attempt: Attempt): Promise<AttemptEnd> {
  return new Promise((resolve, reject) => {
    let end: AttemptEnd = { kind: 'died' };
    child.on('message', (message: { readonly type: string; readonly reason?: string }) => {
      if (message.type === 'failure' && message.reason === 'timeout') attempt.onTimeout();
      if (message.type === 'request' && attempt.onRequest()) child.kill('SIGKILL');
      if (message.type === 'results' || message.type === 'error')
        end = { ...message, kind: message.type } as unknown as AttemptEnd;
    });
    child.on('error', reject);
    child.on('exit', () => resolve(end));
  });
}

function codeOf(error: unknown): string {
  const { code, name } = error as { readonly code?: unknown; readonly name?: string };
  return typeof code === 'string' ? code : (name ?? String(error));
}
