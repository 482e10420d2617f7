import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createKsef, type KsefCredentials } from '@ksef/client';
import { type Clock, nip, systemClock } from '@ksef/core';
import { type Emulator, startEmulator } from '@ksef/emulator';
import { ksefTokens, permissions } from '@ksef/management';
import { signerFromPem, xadesSigner } from '@ksef/signing';
import { type TestCertificate, testPersonCertificate, testSealCertificate } from '@ksef/signing/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { certificateSigner, certificates } from '../src/index.js';

const context = nip('5265877635');
const pesel = '90010112349';
const clock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) => systemClock.sleep(Math.min(ms, 20), signal),
};
let emulator: Emulator;
let folder: string;
beforeAll(async () => {
  emulator = await startEmulator({ permissions: 'checked' });
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ksef-migration-'));
  emulator.control.reset();
});
afterEach(() => rmSync(folder, { recursive: true }));
afterAll(() => emulator.close());

const open = (credentials: KsefCredentials) =>
  createKsef({ environment: emulator.environment, credentials, context, clock, rateLimiter: false });
async function by({ certificatePem, privateKeyPem }: TestCertificate) {
  const signer = await signerFromPem({ certificate: certificatePem, key: privateKeyPem });
  return open({ signer: xadesSigner(signer) }).extend(certificates, ksefTokens, permissions);
}
const stored = () => ({ stateFile: join(folder, 'erp.json'), passphrase: 'tajne hasło' });
const enrolments = () => emulator.control.events('certificate-requested').length;

describe('replaceToken', () => {
  it('has a certificate issued that may do what the token may, and revokes the token when asked', async () => {
    const seal = await by(await testSealCertificate({ nip: context }));
    const { referenceNumber, token } = await seal.ksefTokens.create({
      permissions: ['InvoiceRead', 'InvoiceWrite'],
      description: 'ERP of the shop',
    });
    const request = { ...stored(), name: 'ERP sklepu', ksefToken: token, context, open };
    const first = await seal.certificates.replaceToken(request);
    expect(first).toMatchObject({ tokenReferenceNumber: referenceNumber, isTokenRevoked: false });
    expect(first.permissions).toEqual(expect.arrayContaining(['InvoiceRead', 'InvoiceWrite']));
    expect(first.morePermissions).toContain('CredentialsManage');
    expect(first.morePermissions).not.toContain('InvoiceRead');
    await open({ ksefToken: token }).login();

    for (const _ of [1, 2]) {
      const again = await seal.certificates.replaceToken({ ...request, revokeToken: true });
      expect(again).toMatchObject({ isTokenRevoked: true });
      expect(again.certificate.serialNumber).toBe(first.certificate.serialNumber);
    }
    expect(enrolments()).toBe(1);
    await expect(open({ ksefToken: token }).login()).rejects.toMatchObject({ status: { code: 450 } });
    await open({ signer: certificateSigner(stored(), { clock }) }).login();
  });

  it('keeps the token where the owner of the certificate may do less', async () => {
    const seal = await by(await testSealCertificate({ nip: context }));
    const { token } = await seal.ksefTokens.create({
      permissions: ['InvoiceRead', 'InvoiceWrite'],
      description: 'ERP of the shop',
    });
    const grant = (names: string[]) =>
      seal.permissions.grantToPerson({
        subjectIdentifier: { type: 'Pesel', value: pesel },
        permissions: names,
        description: 'Anna, warehouse',
        subjectDetails: {
          subjectDetailsType: 'PersonByIdentifier',
          personById: { firstName: 'Anna', lastName: 'Nowak' },
        },
      });
    await grant(['InvoiceRead']);
    const anna = await by(await testPersonCertificate({ pesel }));
    const request = { ...stored(), name: 'ERP sklepu', ksefToken: token, context, open, revokeToken: true };
    const error = await anna.certificates.replaceToken(request).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'PERMISSIONS_MISSING' });
    expect(String(error)).toContain('lacks InvoiceWrite in the context Nip 5265877635');
    expect(String(error)).not.toContain(token);
    await open({ ksefToken: token }).login();
    await grant(['InvoiceWrite']);
    const done = await anna.certificates.replaceToken(request);
    expect(done).toMatchObject({ isTokenRevoked: true, permissions: ['InvoiceRead', 'InvoiceWrite'] });
    expect(enrolments()).toBe(1);
  });

  it('refuses what is no token before the network', async () => {
    const seal = await by(await testSealCertificate({ nip: context }));
    const request = { ...stored(), name: 'ERP sklepu', ksefToken: 'secret', context, open };
    const refused = seal.certificates.replaceToken(request);
    await expect(refused).rejects.toMatchObject({ code: 'INVALID_REFERENCE_NUMBER' });
    await expect(refused).rejects.not.toThrow('secret');
    expect(emulator.control.events('redeem')).toEqual([]);
  });
});
