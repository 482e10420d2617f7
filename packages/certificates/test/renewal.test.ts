import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createKsef } from '@ksef/client';
import { type Clock, nip, systemClock } from '@ksef/core';
import { type Emulator, startEmulator } from '@ksef/emulator';
import { signerFromPem, xadesSigner } from '@ksef/signing';
import { testPersonCertificate } from '@ksef/signing/testing';
import { inProcessLock } from '@ksef/token-provider';
import { hasTools } from '@ksef-tools/testing';
import { startRedis } from '@ksef-tools/testing/servers';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { certificateSigner, certificates, issueCertificate, readStoredCertificate } from '../src/index.js';

const day = 86_400_000;
const context = nip('5265877635');
const passphrase = 'tajne hasło';

/** One time for KSeF and the client. */
let aheadMs = 0;
const clock: Clock = {
  now: () => Date.now() + aheadMs,
  sleep: (ms, signal) => systemClock.sleep(Math.min(ms, 20), signal),
};
let emulator: Emulator;
let folder: string;
beforeAll(async () => {
  emulator = await startEmulator({ clock });
});
beforeEach(async () => {
  aheadMs = 0;
  folder = mkdtempSync(join(tmpdir(), 'ksef-renewal-'));
  await issueCertificate((await byHand()).api, { ...stored(), name: 'Magazyn', type: 'Authentication' });
});
afterEach(() => {
  rmSync(folder, { recursive: true });
  emulator.control.reset();
});
afterAll(() => emulator.close());

const stored = () => ({ stateFile: join(folder, 'magazyn.json'), passphrase });
const enrolments = () => emulator.control.events('certificate-requested').length;
const open = (signer: Parameters<typeof createKsef>[0]['credentials']) =>
  createKsef({ environment: emulator.environment, credentials: signer, context, clock, rateLimiter: false });

/** A client of the person whose certificates these are. */
async function byHand() {
  const { certificate, privateKeyPem } = await testPersonCertificate({ pesel: '88102341294' });
  return open({ signer: xadesSigner(await signerFromPem({ certificate, key: privateKeyPem })) });
}
const byCertificate = () => open({ signer: certificateSigner(stored(), { clock }) }).extend(certificates);

/** Renews in a process of its own, with a lock in Redis. */
async function renewInProcess(redisUrl: string, killAfter?: string) {
  const program = fileURLToPath(new URL('./support/renew-process.mjs', import.meta.url));
  const run = { environment: emulator.environment, context, stored: stored(), redisUrl };
  const child = spawn(process.execPath, [program], {
    env: { ...process.env, KSEF_TEST_RUN: JSON.stringify(run) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (text) => {
    output += text;
    if (killAfter !== undefined && output.includes(killAfter)) child.kill('SIGKILL');
  });
  await once(child, 'close');
  return output;
}

describe('renew', () => {
  it('leaves a certificate alone until a month before its end, without the network', async () => {
    const ksef = byCertificate();
    const { validTo, serialNumber } = await readStoredCertificate(stored());
    const requests = emulator.control.events('request').length;
    expect(await ksef.certificates.renew(stored())).toMatchObject({ isRenewed: false, serialNumber });
    aheadMs = Date.parse(validTo) - Date.now() - 31 * day;
    expect(await ksef.certificates.renew(stored())).toMatchObject({ isRenewed: false });
    expect(emulator.control.events('request')).toHaveLength(requests);
  });

  it('renews it then, and the running client logs in with the new one', async () => {
    const ksef = byCertificate();
    await ksef.login();
    const { validTo, serialNumber, keyFile } = await readStoredCertificate(stored());
    aheadMs = Date.parse(validTo) - Date.now() - 29 * day;
    const renewed = await ksef.certificates.renew(stored());
    expect(renewed).toMatchObject({ isRenewed: true, previousSerialNumber: serialNumber });
    expect(renewed.keyFile).not.toBe(keyFile);
    expect(Date.parse(renewed.validTo)).toBeGreaterThan(Date.parse(validTo) + 600 * day);
    expect(readdirSync(folder)).not.toContain('magazyn.next.json');
    expect(readFileSync(renewed.keyFile, 'utf8')).toContain('BEGIN ENCRYPTED PRIVATE KEY');
    // The first one has ended.
    aheadMs += 60 * day;
    await ksef.login();
    const found: string[] = [];
    for await (const one of ksef.certificates.list({ status: 'Active' }))
      found.push(one.certificateSerialNumber);
    expect(found).toEqual([renewed.serialNumber]);
    expect(await ksef.certificates.renew(stored())).toMatchObject({ isRenewed: false });
    expect(enrolments()).toBe(2);
    expect((await ksef.certificates.limits()).certificate.remaining).toBe(5);
    await ksef.certificates.revoke(renewed.serialNumber, { reason: 'Superseded' });
    const [retrieved] = await ksef.certificates.retrieve([renewed.serialNumber]);
    expect(retrieved).toMatchObject({ name: 'Magazyn', type: 'Authentication' });
  });

  it.each(['while it waits', 'before the new one is in its place', 'after that'] as const)(
    'resumes after a crash %s, with one enrolment',
    async (when) => {
      const ksef = byCertificate();
      const { serialNumber } = await readStoredCertificate(stored());
      const before = readFileSync(stored().stateFile, 'utf8');
      const soon = { ...stored(), renewBeforeMs: 10_000 * day };
      if (when === 'while it waits') {
        emulator.control.setProcessingDelay(60_000);
        await expect(ksef.certificates.renew(soon, { waitTimeoutMs: 0 })).rejects.toMatchObject({
          code: 'WAIT_TIMEOUT',
        });
        emulator.control.setProcessingDelay(0);
        aheadMs += 60_000;
      } else {
        await ksef.certificates.renew(soon);
        const after = readFileSync(stored().stateFile, 'utf8');
        writeFileSync(join(folder, 'magazyn.next.json'), after);
        if (when !== 'after that') writeFileSync(stored().stateFile, before);
      }
      const renewed = await byCertificate().certificates.renew(stored());
      expect(renewed.previousSerialNumber).toBe(serialNumber);
      expect(renewed.serialNumber).not.toBe(serialNumber);
      expect(enrolments()).toBe(2);
      expect(readdirSync(folder)).not.toContain('magazyn.next.json');
      await byCertificate().login();
    },
  );

  it('renews once when two clients do it at one time with a lock, and both have the new one', async () => {
    const { serialNumber } = await readStoredCertificate(stored());
    const lock = inProcessLock();
    const soon = { ...stored(), renewBeforeMs: 10_000 * day };
    const due = [byCertificate(), byCertificate()].map(({ certificates }) =>
      certificates.renew(soon, { lock }),
    );
    const both = await Promise.all(due);
    const [one, two] = both.sort((a, b) => Number(b.isRenewed) - Number(a.isRenewed));
    expect(enrolments()).toBe(2);
    expect(one).toMatchObject({ isRenewed: true, previousSerialNumber: serialNumber });
    // It does not ask whether that is due too, which it is with 10 000 days.
    expect(two).toMatchObject({ isRenewed: false, serialNumber: one?.serialNumber });
  });

  it.skipIf(!hasTools('redis-server'))(
    'renews once in two processes with a lock, although the one that began is killed',
    async () => {
      const redis = await startRedis();
      const { serialNumber } = await readStoredCertificate(stored());
      emulator.control.setProcessingDelay(3_000);
      const killed = await renewInProcess(redis.url, 'POST /certificates/enrollments');
      expect(killed).not.toContain('done');
      const outputs = await Promise.all([renewInProcess(redis.url), renewInProcess(redis.url)]);
      await redis.close();
      const renewed = await readStoredCertificate(stored());
      expect(renewed.serialNumber).not.toBe(serialNumber);
      for (const output of outputs) expect(output).toContain(`done ${renewed.serialNumber}`);
      expect(enrolments()).toBe(2);
      expect(readdirSync(folder)).not.toContain('magazyn.next.json');
    },
    120_000,
  );

  it('says where nothing is to be renewed', async () => {
    const ksef = byCertificate();
    const elsewhere = { ...stored(), stateFile: join(folder, 'other.json') };
    await expect(ksef.certificates.renew(elsewhere)).rejects.toMatchObject({ code: 'CERTIFICATE_MISSING' });
    const { passphrase: _, ...without } = stored();
    await expect(ksef.certificates.renew(without)).rejects.toMatchObject({ code: 'PASSPHRASE_REQUIRED' });
    const logIn = open({ signer: certificateSigner(elsewhere) }).login();
    await expect(logIn).rejects.toMatchObject({ code: 'CERTIFICATE_MISSING' });
    expect(() => certificateSigner({ file: 'x' } as never)).toThrow(/file/);
  });
});
