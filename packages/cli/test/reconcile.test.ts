import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Emulator, startEmulator } from '@ksef/emulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { examples, linesOf, newFolder, runKsef } from './support/run-ksef.js';

describe('ksef reconcile', () => {
  const work = newFolder();
  const books = join(work, 'books.csv');
  let emulator: Emulator;
  let env: Record<string, string>;

  beforeAll(async () => {
    emulator = await startEmulator();
    env = { KSEF_HOME: join(work, 'home'), KSEF_ENV: 'emulator', KSEF_EMULATOR: emulator.qrUrl };
    await runKsef(['send', examples], { env });
  });
  afterAll(() => emulator.close());

  /** The invoices as the user's books have them. */
  async function writeBooks(change: (lines: string[]) => void): Promise<void> {
    const { stdout } = await runKsef(['list', '--json'], { env });
    const lines = linesOf(stdout).map(
      ({ invoiceNumber, issueDate, grossAmount, currency }) =>
        `${invoiceNumber};${issueDate};"${grossAmount} ";${currency}`,
    );
    change(lines);
    writeFileSync(books, ['numer;data;brutto;waluta', ...lines].join('\n'));
  }
  const call = (...more: string[]) => ['reconcile', '2026-02', '--role', 'seller', '--books', books, ...more];

  it('ends with 0 when everything agrees', async () => {
    await writeBooks(() => {});
    const { code, stdout, stderr } = await runKsef(call(), { env });
    expect(stderr).toContain('Everything agrees.');
    expect(stdout).toMatch(/^agree +3$/m);
    expect(code).toBe(0);
  });

  it('names what does not, in both languages, and ends with 1', async () => {
    await writeBooks((lines) => {
      lines.shift();
      lines.push('FV/none;2026-02-03;1;PLN');
    });
    const english = await runKsef(call(), { env });
    expect(english.stdout).toMatch(/^not in the books +FV\/2026\/02\/001 /m);
    expect(english.stdout).toMatch(/^not in KSeF +FV\/none .*\?$/m);
    expect(english.code).toBe(1);
    const polish = await runKsef(call('--lang', 'pl'), { env });
    expect(polish.stdout).toMatch(/^brak w ewidencji +FV\/2026\/02\/001 /m);
    expect(polish.stdout).toMatch(/^brak w KSeF +FV\/none /m);
    expect(polish.stderr).toContain('Metadane KSeF nie zawierają stawek');
  });

  it('prints JSON with the summary last, with rates on request', async () => {
    await writeBooks(() => {});
    const { stdout } = await runKsef(call('--json', '--all', '--rates'), { env });
    const lines = linesOf(stdout);
    expect(lines).toHaveLength(4);
    expect(lines[0]).toMatchObject({ findings: [], subjectType: 'Subject1' });
    const { summary } = lines[3] as { summary: { matchCount: number; rates: unknown[] } };
    expect(summary.matchCount).toBe(3);
    expect(summary.rates.length).toBeGreaterThan(0);
  });

  it('writes CSV, and reads the books from stdin', async () => {
    const out = join(work, 'out.csv');
    const args = ['reconcile', '2026-02', '--role', 'seller', '--books', '-', '--all', '-o', out];
    const { code } = await runKsef([...args, '--separator', 'semicolon'], {
      env,
      stdin: readFileSync(books),
    });
    expect(code).toBe(0);
    const lines = readFileSync(out, 'utf8').trimEnd().split('\r\n');
    expect(lines).toHaveLength(4);
    expect(lines[1]).toMatch(/;\d+,\d\d;/);
  });

  it('refuses a missing period, file and column as wrong usage', async () => {
    const period = await runKsef(['reconcile'], { env });
    expect(period).toMatchObject({ code: 2, stderr: expect.stringContaining('Which period?') });
    const file = await runKsef(['reconcile', '2026-02', '--books', join(work, 'none.csv')], { env });
    expect(file.code).toBe(2);
    writeFileSync(books, 'number,date\n');
    const column = await runKsef(call(), { env });
    expect(column).toMatchObject({ code: 2, stderr: expect.stringContaining('"gross"') });
  });
});
