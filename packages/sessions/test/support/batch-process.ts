import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { InvoiceInput } from '../../src/index.js';
import { seller, type TestKsef } from './ksef.js';

/** What a process sends, and when it dies. */
export interface BatchProcess {
  /** Where its journal and its parts are. */
  readonly folder: string;
  readonly source: readonly InvoiceInput[];
  /** The step at which it kills itself; 0 for never. */
  readonly killAt: number;
  readonly validate?: 'warn' | 'refuse';
}

/** What a process that lived wrote. */
export interface BatchOutput {
  readonly results: readonly {
    readonly index: number;
    readonly status: string;
    readonly error?: string;
  }[];
}

/** Runs a batch in a process of its own, which may kill itself. */
export async function runBatchProcess(
  ksef: TestKsef,
  { folder, source, killAt, validate }: BatchProcess,
): Promise<BatchOutput | 'killed'> {
  const run = {
    environment: ksef.emulator.environment,
    context: { type: 'Nip', value: seller },
    accessToken: ksef.accessToken,
    folder,
    invoices: source.map(({ content }) => content),
    limits: { maxInvoices: 10, maxPartBytes: 3_000 },
    killAt,
    validate,
  };
  const child = spawn(
    process.execPath,
    [fileURLToPath(new URL('./send-batch-process.mjs', import.meta.url))],
    {
      env: { ...process.env, KSEF_TEST_RUN: JSON.stringify(run) },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  let output = '';
  child.stdout.on('data', (text) => {
    output += text;
  });
  const signal = await new Promise((done) => child.on('close', (_code, killedBy) => done(killedBy)));
  return signal === 'SIGKILL' ? 'killed' : (JSON.parse(output) as BatchOutput);
}
