import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Emulator, sampleInvoice, startEmulator } from '@ksef/emulator';
import { testPersonCertificate } from '@ksef/signing/testing';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { examples, linesOf, newFolder, runKsef } from './support/run-ksef.js';

const work = newFolder();
const invoice = join(examples, '1-vat.xml');
let emulator: Emulator;
let env: Record<string, string>;
let key: readonly string[];

beforeAll(async () => {
  emulator = await startEmulator();
  env = { KSEF_HOME: join(work, 'home'), KSEF_ENV: 'emulator', KSEF_EMULATOR: emulator.qrUrl };
  const { certificatePem, privateKeyPem } = await testPersonCertificate({ nip: '5251230007' });
  const files = [join(work, 'offline.pem'), join(work, 'offline.key')] as const;
  writeFileSync(files[0], certificatePem);
  writeFileSync(files[1], privateKeyPem);
  key = ['--certificate', files[0], '--key', files[1]];
});
beforeEach(() => emulator.control.reset());
afterAll(() => emulator.close());

it('latarnia says whether KSeF works, in both languages', async () => {
  const up = await runKsef(['latarnia', '--json'], { env });
  expect(up.code).toBe(0);
  expect(linesOf(up.stdout)).toMatchObject([{ state: 'up', latarnia: 'AVAILABLE' }]);
  emulator.control.addFault({ kind: 'html', status: 503, times: 1_000 });
  emulator.control.announceOutage({ category: 'FAILURE', title: 'Awaria' });
  const failure = await runKsef(['latarnia', '--lang', 'pl'], { env });
  expect(failure.code).toBe(1);
  expect(failure.stdout).toMatch(/ogłoszona awaria\n/);
  const messages = await runKsef(['latarnia', '--messages', '--json'], { env });
  expect(linesOf(messages.stdout)).toMatchObject([{ type: 'FAILURE_START', title: 'Awaria' }]);
}, 120_000);

it('offline issue gives codes and deadline while KSeF is away, and offline send brings it to KSeF once', async () => {
  emulator.control.addFault({ kind: 'html', status: 503, times: 100_000 });
  const codes = join(work, 'codes');
  const issued = await runKsef(['offline', 'issue', invoice, ...key, '--codes', codes, '--json'], { env });
  expect(issued.code).toBe(0);
  expect(linesOf(issued.stdout)).toMatchObject([
    { name: invoice, mode: 'offline24', sendBy: '2026-02-03', label: 'OFFLINE', delivery: 'waiting' },
  ]);
  expect(existsSync(join(codes, '1-vat-kod-1.png')) && existsSync(join(codes, '1-vat-kod-2.png'))).toBe(true);
  const again = await runKsef(['offline', 'issue', invoice, ...key, '--json'], { env });
  expect(linesOf(again.stdout)).toEqual(linesOf(issued.stdout));
  emulator.control.clearFaults();
  const sent = await runKsef(['offline', 'send', '--json'], { env });
  expect(linesOf(sent.stdout)).toMatchObject([{ delivery: 'accepted' }]);
  expect(sent.code).toBe(0);
  const listed = await runKsef(['offline', 'send', '--list'], { env });
  expect(listed.stdout).toMatch(/accepted +5251230007-/);
  expect(emulator.control.events('invoice-accepted')).toHaveLength(1);
}, 120_000);

it('offline send asks whose invoices they are when sellers differ', async () => {
  const other = join(work, 'other.xml');
  writeFileSync(other, sampleInvoice({ sellerNip: '5265877635' }));
  const KSEF_TOKEN = `20260101-EC-0000000000-0000000000-00|nip-5251230007|${'0'.repeat(64)}`;
  const own = { ...env, KSEF_ENV: emulator.baseUrl, KSEF_QR_URL: emulator.qrUrl, KSEF_TOKEN };
  const issued = await runKsef(['offline', 'issue', invoice, other, ...key], { env: own });
  expect(issued.code).toBe(0);
  const sent = await runKsef(['offline', 'send'], { env: own });
  expect([sent.code, sent.stderr]).toEqual([2, expect.stringMatching('--nip')]);
  const listed = await runKsef(['offline', 'send', '--list', '--json'], { env: own });
  expect(linesOf(listed.stdout).map(({ delivery }) => delivery)).toEqual(['waiting', 'waiting']);
}, 120_000);

it('offline issue says what it needs', async () => {
  const ran = await runKsef(['offline', 'issue', invoice], { env });
  expect(ran.code).toBe(2);
  expect(ran.stderr).toMatch('--certificate');
}, 60_000);
