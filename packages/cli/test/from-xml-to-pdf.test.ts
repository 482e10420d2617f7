import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Emulator, startEmulator } from '@ksef/emulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { examples, linesOf, newFolder, runKsef } from './support/run-ksef.js';

describe('a folder, from XML to PDF', () => {
  const work = newFolder();
  const received = join(work, 'received');
  let emulator: Emulator;
  let env: Record<string, string>;

  beforeAll(async () => {
    emulator = await startEmulator();
    env = { KSEF_HOME: join(work, 'home'), KSEF_ENV: 'emulator', KSEF_EMULATOR: emulator.qrUrl };
  });
  afterAll(() => emulator.close());

  it('sends it, and saves the receipts', async () => {
    const { code, stdout } = await runKsef(['send', examples, '--upo', join(work, 'upo'), '--json'], { env });
    const results = linesOf(stdout);
    expect(results.map(({ status }) => status)).toEqual(['accepted', 'accepted', 'accepted']);
    expect(code).toBe(0);
    const numbers = results.map(({ ksefNumber }) => `${ksefNumber}.upo.xml`);
    expect(readdirSync(join(work, 'upo')).sort()).toEqual(numbers.sort());
    expect(readFileSync(join(work, 'upo', numbers[0] ?? ''), 'utf8')).toContain('<Potwierdzenie');
  });

  it('sends it again: duplicates with the same content are done', async () => {
    const { code, stdout } = await runKsef(['send', examples, '--json'], { env });
    const results = linesOf(stdout);
    expect(results.map(({ status, sameContent }) => [status, sameContent])).toEqual(
      Array(3).fill(['duplicate', true]),
    );
    expect(code).toBe(0);
  });

  it('lists, in a table and as JSON', async () => {
    const table = await runKsef(['list'], { env });
    const lines = table.stdout.trimEnd().split('\n');
    expect(lines[0]).toMatch(/^KSeF number +invoice +issued +seller +buyer +gross$/);
    expect(lines).toHaveLength(4);
    const { stdout } = await runKsef(['list', '--json', '--sort', 'desc', '--limit', '1'], { env });
    expect(linesOf(stdout)).toMatchObject([{ invoiceNumber: 'FZ/2026/02/003', grossAmount: 1230 }]);
  });

  it('downloads what is new with PDFs, once', async () => {
    const first = await runKsef(['sync', received, '--pdf', '--json'], { env });
    expect(first.code).toBe(0);
    expect(linesOf(first.stdout)).toHaveLength(3);
    const files = readdirSync(received).filter((name) => !name.startsWith('.'));
    expect(files.filter((name) => name.endsWith('.xml'))).toHaveLength(3);
    const [pdf = ''] = files.filter((name) => name.endsWith('.pdf'));
    expect(readFileSync(join(received, pdf), 'latin1')).toMatch(/^%PDF-1\./);
    const second = await runKsef(['sync', received], { env });
    expect(second).toMatchObject({ code: 0, stdout: '', stderr: 'Nothing new.\n' });
  });

  it('downloads one by its number, byte for byte', async () => {
    const { stdout } = await runKsef(['list', '--json', '--number', 'FV/2026/02/001'], { env });
    const [{ ksefNumber } = {}] = linesOf(stdout);
    const got = await runKsef(['get', String(ksefNumber)], { env });
    expect(got.stdout).toBe(readFileSync(join(examples, '1-vat.xml'), 'utf8'));
  });

  it('shows sessions and their invoices', async () => {
    const { stdout } = await runKsef(['sessions', '--json', '--type', 'online'], { env });
    const session = linesOf(stdout).at(-1)?.referenceNumber;
    const status = await runKsef(['status', String(session), '--json'], { env });
    expect(linesOf(status.stdout)).toMatchObject([{ status: { code: 200 }, invoiceCount: 3 }]);
    const invoices = await runKsef(['status', String(session), '--invoices', '--json'], { env });
    expect(linesOf(invoices.stdout)).toHaveLength(3);
    const upo = await runKsef(['upo', String(session)], { env });
    expect(upo.stdout).toContain('<Potwierdzenie');
  });

  it('reads days as days of Poland, also those on which the clocks change', async () => {
    const range = ['--from', '2026-03-29', '--to', '2026-10-25'];
    const { code } = await runKsef(['sessions', '--type', 'online', ...range], { env });
    expect(code).toBe(0);
    const asked = emulator.control.events('request').findLast(({ path }) => path === '/sessions');
    const { url = '' } = emulator.control.request(Number(asked?.requestId)) ?? {};
    const { searchParams } = new URL(url, emulator.baseUrl);
    expect([searchParams.get('dateCreatedFrom'), searchParams.get('dateCreatedTo')]).toEqual([
      '2026-03-29T00:00:00+01:00',
      '2026-10-25T23:59:59.999+01:00',
    ]);
  });
});
