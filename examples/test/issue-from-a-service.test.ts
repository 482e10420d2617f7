import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Emulator, startEmulator } from '@ksef/emulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const examples = join(import.meta.dirname, '..');
const invoice = readFileSync(join(examples, 'invoices/1-vat.xml'), 'utf8');
const patience = { timeout: 30_000 };
const folder = mkdtempSync(join(tmpdir(), 'ksef-service-'));
const running = new Set<ChildProcess>();
let emulator: Emulator;

beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(async () => {
  for (const child of running) child.kill('SIGKILL');
  await emulator.close();
});

interface Service {
  readonly child: ChildProcess;
  readonly printed: string[];
  post(id: string): Promise<number>;
  get(path: string): Promise<{ status: number; text: string }>;
}

async function start(): Promise<Service> {
  const { KSEF_ENV: _env, ...inherited } = process.env;
  const env = { ...inherited, PORT: '0', KSEF_EMULATOR: new URL(emulator.baseUrl).origin };
  const program = ['--import', 'tsx', 'issue-from-a-service.ts', folder];
  const child = spawn(process.execPath, program, {
    cwd: examples,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running.add(child);
  const printed: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => printed.push(line));
  const address = () => printed.join('\n').match(/http:\S+/)?.[0];
  await expect.poll(address, patience).toBeDefined();
  const at = (path: string) => `${address()}${path}`;
  return {
    child,
    printed,
    async post(id) {
      const body = invoice.replace('FV/2026/02/001', `S/${id}`);
      return (await fetch(at(`/orders/${id}`), { method: 'POST', body })).status;
    },
    async get(path) {
      const response = await fetch(at(path));
      return { status: response.status, text: await response.text() };
    },
  };
}

const accepted = () => emulator.control.events('invoice-accepted').length;

describe('issue-from-a-service', () => {
  it('answers at once, loses nothing to a kill, and stops in order', async () => {
    const first = await start();
    emulator.control.setProcessingDelay(300);
    expect(await Promise.all(['a', 'b', 'c'].map(first.post))).toEqual([202, 202, 202]);
    expect(await first.post('a')).toBe(409);
    expect((await first.get('/orders/a')).text).toBe('{"status":"waiting"}');
    await expect.poll(accepted, patience).toBeGreaterThan(0);
    first.child.kill('SIGKILL');
    await once(first.child, 'exit');

    const second = await start();
    await expect.poll(async () => (await second.get('/health')).text, patience).toBe('{"waiting":0}');
    for (const id of ['a', 'b', 'c']) {
      const { ksefNumber, ...rest } = JSON.parse((await second.get(`/orders/${id}`)).text);
      expect(rest).toEqual({ status: 'accepted' });
      expect((await second.get(`/orders/${id}/upo`)).text).toContain(ksefNumber);
    }
    expect(accepted()).toBe(3);

    await second.post('d');
    await expect.poll(accepted, patience).toBe(4);
    second.child.kill('SIGTERM');
    expect(await once(second.child, 'exit')).toEqual([0, null]);
    expect(second.printed.at(-1)).toBe('Stopped; 0 order(s) wait for the next start');
    expect((await start().then((third) => third.get('/orders/none'))).status).toBe(404);
  }, 120_000);
});
