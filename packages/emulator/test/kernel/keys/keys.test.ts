import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { EmulatorOptions } from '../../../src/kernel/emulator-options.js';
import { publishedKeys } from '../../../src/kernel/keys/published-keys.js';
import { type Emulator, startEmulator } from '../../../src/start-emulator.js';
import { accessToken, call, startLogin, tokenKeys } from '../../support.js';

let emulator: Emulator;
const start = async (options: EmulatorOptions = {}) => {
  emulator = await startEmulator(options);
};
afterEach(() => emulator?.close());

const keyIds = async () =>
  (await call(emulator, 'GET', '/security/public-key-certificates')).body.map(
    (key: { publicKeyId: string }) => key.publicKeyId,
  );
const certificates = Object.values(publishedKeys).map((key) => key.certificate);

describe('the published keys', () => {
  it.each(Object.entries(publishedKeys))('of %s have their certificate', (purpose, key) => {
    const certificate = new X509Certificate(Buffer.from(key.certificate, 'base64'));
    const privateKey = createPrivateKey({
      key: Buffer.from(key.privateKey, 'base64'),
      format: 'der',
      type: 'pkcs8',
    });
    expect(certificate.checkPrivateKey(privateKey)).toBe(true);
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(certificate.ca).toBe(purpose === 'authority');
    expect([certificate.validFrom, certificate.validTo].map((date) => new Date(date).toISOString())).toEqual([
      '2000-01-01T00:00:00.000Z',
      '2049-12-31T23:59:59.000Z',
    ]);
  });

  it('are those of emulators that write nothing down', async () => {
    await start();
    for (const { certificate } of await tokenKeys(emulator)) expect(certificates).toContain(certificate);
    const authority = new X509Certificate(emulator.control.authorityCertificate());
    expect(authority.raw.toString('base64')).toBe(publishedKeys.authority.certificate);
  });

  it('are in no state folder, which has its own for good', async () => {
    const stateDir = mkdtempSync(join(tmpdir(), 'emulator-keys-'));
    try {
      await start({ stateDir });
      for (const { certificate } of await tokenKeys(emulator))
        expect(certificates).not.toContain(certificate);
      const authority = emulator.control.authorityCertificate();
      expect(certificates).not.toContain(new X509Certificate(authority).raw.toString('base64'));
      const before = await keyIds();
      await emulator.close();
      await start({ stateDir });
      expect(await keyIds()).toEqual(before);
      expect(emulator.control.authorityCertificate()).toBe(authority);
    } finally {
      rmSync(stateDir, { recursive: true, force: true });
    }
  });
});

describe('keys', () => {
  it('can be read while they are being rotated, and survive a reset', async () => {
    await start();
    const before = await keyIds();
    emulator.control.rotateKeys('emergency');
    emulator.control.rotateKeys('planned');
    const after = await keyIds();
    expect(after).toHaveLength(4);
    expect(after.filter((id: string) => before.includes(id))).toEqual([]);
    emulator.control.reset();
    expect(await keyIds()).toEqual(after);
    await accessToken(emulator);
  });

  it('are made again when the clock has passed the end of all', async () => {
    await start();
    await emulator.control.rotateKeys('emergency');
    const [old] = await tokenKeys(emulator);
    emulator.control.advanceClock(3 * 365 * 86_400_000);
    expect((await startLogin(emulator)).status).toBe(202);
    const refused = await startLogin(emulator, { key: old ?? { certificate: '', publicKeyId: '' } });
    expect(refused.body.exception.exceptionDetailList[0].exceptionCode).toBe(21470);
  });

  it('are not made in a folder that is being closed', async () => {
    const stateDir = mkdtempSync(join(tmpdir(), 'emulator-keys-'));
    try {
      await start({ stateDir });
      const rotated = emulator.control.rotateKeys('planned');
      await emulator.close();
      await rotated;
      await start({ stateDir });
      expect(await tokenKeys(emulator)).toHaveLength(2);
    } finally {
      await emulator.close();
      rmSync(stateDir, { recursive: true, force: true });
    }
  });
});
