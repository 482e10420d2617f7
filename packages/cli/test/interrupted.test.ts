import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Emulator, startEmulator } from '@ksef/emulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { examples, linesOf, newFolder, runKsef } from './support/run-ksef.js';

const count = 12;

describe('runs that end before their work is done', { timeout: 120_000 }, () => {
  let emulator: Emulator;

  beforeAll(async () => {
    emulator = await startEmulator();
  });
  afterAll(() => emulator.close());

  for (const { signal, code, mode } of [
    { signal: 'SIGINT', code: 130, mode: 'online' },
    { signal: 'SIGKILL', code: null, mode: 'online' },
    { signal: 'SIGINT', code: 130, mode: 'batch' },
  ] as const) {
    it(`resumes after ${signal} (${mode}), and sends nothing twice`, async () => {
      const work = newFolder();
      const seller = mode === 'batch' ? '7010416384' : signal === 'SIGINT' ? '5265877635' : '7352765225';
      const folder = invoicesIn(work, seller);
      const env = { KSEF_HOME: join(work, 'home'), KSEF_ENV: 'emulator', KSEF_EMULATOR: emulator.qrUrl };
      const args = ['send', folder, '--run-id', 'run-1', '--mode', mode, '--json'];
      // Nothing is judged until the run was ended.
      emulator.control.setProcessingDelay(600_000);
      const earlier = arrivals(emulator, mode);
      const first = await runKsef(args, {
        env,
        meanwhile: (child) => void whenSent(emulator, mode, earlier).then(() => child.kill(signal)),
      });
      expect(first.code).toBe(code);
      expect(linesOf(first.stdout)).toEqual([]);
      if (signal === 'SIGINT') expect(first.stderr).toContain(`--run-id run-1`);
      emulator.control.setProcessingDelay(0);
      emulator.control.advanceClock(600_000);
      const second = await runKsef(args, { env });
      const results = linesOf(second.stdout);
      expect(results.map(({ status }) => status)).toEqual(Array(count).fill('accepted'));
      expect(second.code).toBe(0);
      expect(new Set(results.map(({ ksefNumber }) => ksefNumber)).size).toBe(count);
      const listed = await runKsef(['list', '--json', '--nip', seller], { env });
      expect(linesOf(listed.stdout)).toHaveLength(count);
    });
  }

  it('says how to resume when KSeF cannot be reached, and ends with 3', async () => {
    const work = newFolder();
    const folder = invoicesIn(work, '1111111111');
    const env = { KSEF_HOME: join(work, 'home'), KSEF_NIP: '1111111111', KSEF_TOKEN: 'x|y' };
    const { code, stderr } = await runKsef(['send', folder, '--env', 'http://127.0.0.1:9/v2'], { env });
    expect(code).toBe(3);
    expect(stderr).toMatch(/To resume, without sending anything twice: ksef send .* --run-id \d{8}-/);
  });
});

/** Twelve invoices of a seller. */
function invoicesIn(work: string, seller: string): string {
  const folder = join(work, 'invoices');
  mkdirSync(folder);
  const example = readFileSync(join(examples, '1-vat.xml'), 'utf8').replace(/<NIP>\d{10}/, `<NIP>${seller}`);
  for (let number = 1; number <= count; number++)
    writeFileSync(join(folder, `${number}.xml`), example.replace(/<P_2>[^<]*/, `<P_2>R/${number}`));
  return folder;
}

/** Until some invoices have arrived since then, or a batch is closed. */
async function whenSent(emulator: Emulator, mode: string, earlier: number): Promise<void> {
  while (arrivals(emulator, mode) <= earlier) await new Promise((resolve) => setTimeout(resolve, 20));
}

function arrivals(emulator: Emulator, mode: string): number {
  if (mode === 'batch') return emulator.control.events('batch-closed').length;
  return emulator.control
    .events('request')
    .filter(({ method, path }) => method === 'POST' && String(path).endsWith('/invoices')).length;
}
