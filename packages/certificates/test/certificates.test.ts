import { execFileSync } from 'node:child_process';
import { generateKeyPairSync, sign as signBytes, X509Certificate } from 'node:crypto';
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { type Api, createApi, listPublicKeyCertificates } from '@ksef/api';
import { loginWithToken, loginWithXades } from '@ksef/auth';
import { nip, systemClock } from '@ksef/core';
import { EncryptionService } from '@ksef/crypto';
import { type Emulator, makeTestToken, startEmulator } from '@ksef/emulator';
import { certificateLink } from '@ksef/qr';
import { offlineSigner } from '@ksef/qr/certificate';
import {
  createCertificateRequest,
  remoteCertificateRequest,
  remoteSigner,
  type Signer,
  signerFromPem,
  xadesSigner,
} from '@ksef/signing';
import { testPersonCertificate } from '@ksef/signing/testing';
import { hasTools } from '@ksef-tools/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  certificateLimits,
  enroll,
  enrollmentData,
  issueCertificate,
  queryCertificates,
  retrieveCertificates,
  revokeCertificate,
  waitForCertificate,
} from '../src/index.js';

/** Windows has no file modes. */
const onPosix = it.skipIf(process.platform === 'win32');

const context = nip('5265877635');
let emulator: Emulator;
let folder: string;
let bearer: string;
const enrolments = () => emulator.control.events('certificate-requested').length;
const clock = {
  now: () => Date.now(),
  sleep: (ms: number, signal?: AbortSignal) => systemClock.sleep(Math.min(ms, 20), signal),
};
const api = (token?: string): Api =>
  createApi({
    environment: emulator.environment,
    clock,
    ...(token === undefined ? {} : { accessToken: async () => token }),
  });

beforeAll(async () => {
  emulator = await startEmulator();
});
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ksef-certificates-'));
  const { certificate, privateKeyPem } = await testPersonCertificate({ pesel: '88102341294' });
  bearer = await signIn(await signerFromPem({ certificate, key: privateKeyPem }));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
  emulator.control.clearFaults();
  emulator.control.reset();
});
afterAll(() => emulator.close());

async function signIn(signer: Signer): Promise<string> {
  return (await loginWithXades(api(), { context, signer: xadesSigner(signer) })).accessToken.token;
}

const wish = (more: object = {}) => ({
  name: 'Magazyn żółty',
  type: 'Authentication' as const,
  stateFile: join(folder, 'magazyn.json'),
  ...more,
});
const state = () => JSON.parse(readFileSync(join(folder, 'magazyn.json'), 'utf8'));

describe('issueCertificate', () => {
  it('gives a signer that logs in, until the certificate is revoked', async () => {
    const issued = await issueCertificate(api(), wish(), { bearer });
    expect(issued.serialNumber).toMatch(/^[0-9A-F]{16}$/);
    const x509 = new X509Certificate(issued.certificate);
    expect(x509.serialNumber).toBe(issued.serialNumber);
    expect(Date.parse(issued.validTo)).toBe(Date.parse(x509.validTo));
    expect(Date.parse(issued.validFrom)).toBe(Date.parse(x509.validFrom));
    const own = await signIn(issued.signer);
    await revokeCertificate(api(), issued.serialNumber, { bearer: own, reason: 'Superseded' });
    await expect(signIn(issued.signer)).rejects.toMatchObject({
      code: 'LOGIN_FAILED',
      status: { code: 460 },
    });
    await expect(revokeCertificate(api(), issued.serialNumber, { bearer })).rejects.toSatisfy((error) =>
      error.hasCode(25009),
    );
  });

  it.each(['P-256', 'RSA-2048'] as const)(
    'type Offline (%s) signs codes and does not log in',
    async (keyType) => {
      const issued = await issueCertificate(api(), wish({ type: 'Offline', keyType }), { bearer });
      const link = await certificateLink({
        environment: emulator.environment,
        sellerNip: context,
        invoiceHash: new Uint8Array(32),
        signer: offlineSigner(issued.signer),
      });
      const page = await fetch(link, { headers: { accept: 'application/json' } });
      expect(await page.json()).toMatchObject({ code: 'KOD II', valid: true });
      const { certificate, signer } = issued;
      const login =
        keyType === 'P-256'
          ? signer
          : await signerFromPem({ certificate, key: readFileSync(issued.keyFile) });
      await expect(signIn(login)).rejects.toMatchObject({ status: { code: 460 } });
    },
  );

  onPosix('keeps the key in a file of mode 0600 and the state free of it', async () => {
    const issued = await issueCertificate(api(), wish({ passphrase: 'tajne hasło' }), { bearer });
    expect(statSync(issued.keyFile).mode & 0o777).toBe(0o600);
    expect(readFileSync(issued.keyFile, 'utf8')).toContain('BEGIN ENCRYPTED PRIVATE KEY');
    expect(readFileSync(join(folder, 'magazyn.json'), 'utf8')).not.toMatch(/PRIVATE|tajne/);
    expect(readdirSync(folder).some((name) => name.endsWith('.tmp'))).toBe(false);
    await expect(issueCertificate(api(), wish(), { bearer })).rejects.toMatchObject({
      code: 'PASSPHRASE_REQUIRED',
    });
    await expect(issueCertificate(api(), wish({ passphrase: 'inne' }), { bearer })).rejects.toMatchObject({
      code: 'WRONG_PASSPHRASE',
    });
  });

  it('called again, gives the same certificate without the network', async () => {
    const first = await issueCertificate(api(), wish(), { bearer });
    const requests = emulator.control.events('request').length;
    const again = await issueCertificate(api(), wish(), { bearer });
    expect(again.serialNumber).toBe(first.serialNumber);
    expect(emulator.control.events('request')).toHaveLength(requests);
    await signIn(again.signer);
  });

  it('lets the folder move', async () => {
    const first = await issueCertificate(api(), wish({ stateFile: join(folder, 'a', 'x.json') }), { bearer });
    renameSync(join(folder, 'a'), join(folder, 'b'));
    const again = await issueCertificate(api(), wish({ stateFile: join(folder, 'b', 'x.json') }), { bearer });
    expect([again.serialNumber, dirname(again.keyFile)]).toEqual([first.serialNumber, join(folder, 'b')]);
  });

  it('goes on after an enrolment that was still in progress, without another one', async () => {
    emulator.control.setProcessingDelay(60_000);
    await expect(issueCertificate(api(), wish(), { bearer, waitTimeoutMs: 50 })).rejects.toMatchObject({
      code: 'WAIT_TIMEOUT',
    });
    emulator.control.setProcessingDelay(0);
    await issueCertificate(api(), wish(), { bearer });
    expect(enrolments()).toBe(1);
  });

  it('finds the certificate of a request whose answer was lost', async () => {
    emulator.control.addFault({ kind: 'cutAfter', method: 'POST', path: '/certificates/enrollments' });
    const issued = await issueCertificate(api(), wish(), { bearer });
    expect(enrolments()).toBe(1);
    expect(state()).toMatchObject({ serialNumber: issued.serialNumber });
    expect(state().referenceNumber).toBeUndefined();
    await signIn(issued.signer);
  });

  it('sends a request again that never arrived, in the next call', async () => {
    emulator.control.addFault({ kind: 'cutBefore', method: 'POST', path: '/certificates/enrollments' });
    await expect(issueCertificate(api(), wish(), { bearer })).rejects.toMatchObject({
      code: 'UNKNOWN_OUTCOME',
    });
    expect(enrolments()).toBe(0);
    const { keyFile } = state();
    const issued = await issueCertificate(api(), wish(), { bearer });
    expect([enrolments(), basename(issued.keyFile)]).toEqual([1, keyFile]);
  });

  it('goes on from a crash after any step', async () => {
    const issued = await issueCertificate(api(), wish(), { bearer });
    const whole = state();
    const steps = ['certificateFile', 'serialNumber', 'referenceNumber'];
    for (let lost = 1; lost <= steps.length; lost++) {
      const left = { ...whole };
      for (const name of steps.slice(0, lost)) delete left[name];
      writeFileSync(join(folder, 'magazyn.json'), JSON.stringify(left));
      if (lost > 1)
        unlinkSync(join(folder, readdirSync(folder).find((name) => name.includes(whole.serialNumber)) ?? ''));
      const again = await issueCertificate(api(), wish(), { bearer });
      expect(again.serialNumber).toBe(issued.serialNumber);
    }
    expect(enrolments()).toBe(1);
  });

  it('begins anew after KSeF has issued nothing, and keeps the old key', async () => {
    const first = await issueCertificate(api(), wish(), { bearer });
    writeFileSync(join(folder, 'magazyn.json'), JSON.stringify({ ...state(), failed: 400 }));
    const second = await issueCertificate(api(), wish(), { bearer });
    expect(second.serialNumber).not.toBe(first.serialNumber);
    expect(statSync(first.keyFile).isFile()).toBe(true);
  });

  it('sends nothing before the key is on the disk', async () => {
    writeFileSync(join(folder, 'file'), '');
    const stateFile = join(folder, 'file', 'a.json');
    await expect(issueCertificate(api(), wish({ stateFile }), { bearer })).rejects.toThrow(/EEXIST|ENOTDIR/);
    expect(enrolments()).toBe(0);
  });

  it('refuses bad input before the network, by name', async () => {
    const requests = emulator.control.events('request').length;
    const refusal = (more: object) => issueCertificate(api(), wish(more), { bearer });
    await expect(refusal({ name: 'abc' })).rejects.toMatchObject({ code: 'INVALID_CERTIFICATE_NAME' });
    await expect(refusal({ name: 'Magazyn!' })).rejects.toMatchObject({ code: 'INVALID_CERTIFICATE_NAME' });
    await expect(refusal({ type: 'authentication' })).rejects.toMatchObject({
      code: 'INVALID_CERTIFICATE_TYPE',
    });
    writeFileSync(join(folder, 'other.json'), '{"a":1}');
    await expect(refusal({ stateFile: join(folder, 'other.json') })).rejects.toMatchObject({
      code: 'INVALID_STATE_FILE',
    });
    expect(emulator.control.events('request')).toHaveLength(requests);
  });

  it('refuses the state file of another certificate', async () => {
    await issueCertificate(api(), wish(), { bearer });
    await expect(issueCertificate(api(), wish({ type: 'Offline' }), { bearer })).rejects.toMatchObject({
      code: 'STATE_MISMATCH',
    });
  });

  it('says that a login by KSeF token is not enough', async () => {
    const { accessToken } = await loginWithToken(api(), {
      context,
      token: makeTestToken(context),
      encryptor: new EncryptionService({
        source: { listPublicKeys: () => listPublicKeyCertificates(api()) },
      }),
    });
    const refused = await issueCertificate(api(), wish(), { bearer: accessToken.token }).catch(
      (error) => error,
    );
    expect(refused).toMatchObject({ code: 'CERTIFICATE_LOGIN_NEEDED', errors: [{ code: 25001 }] });
    expect(refused.message).toContain('Log in with a qualified signature');
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('step by step', () => {
  it('counts enrolments, lists over pages, retrieves over tens', async () => {
    await emulatorLimits();
    const before = await certificateLimits(api(), { bearer });
    const serials: string[] = [];
    for (let index = 0; index < 12; index++) {
      const { csr } = await createCertificateRequest(await enrollmentData(api(), { bearer }));
      const request = { name: `Punkt ${index}`, type: 'Offline' as const, csr };
      serials.push(await waitForCertificate(api(), await enroll(api(), request, { bearer }), { bearer }));
    }
    expect((await certificateLimits(api(), { bearer })).enrollment.remaining).toBe(
      before.enrollment.remaining - 12,
    );
    const listed: string[] = [];
    for await (const item of queryCertificates(api(), { status: 'Active' }, { bearer, pageSize: 10 }))
      listed.push(item.certificateSerialNumber);
    expect(new Set(listed)).toEqual(new Set(serials));
    const retrieved = await retrieveCertificates(api(), serials, { bearer });
    expect(retrieved.map((one) => one.serialNumber).sort()).toEqual([...serials].sort());
  });

  it('refuses serial numbers and requests that cannot be any', async () => {
    await expect(retrieveCertificates(api(), ['1234'], { bearer })).rejects.toMatchObject({
      code: 'INVALID_SERIAL_NUMBER',
    });
    await expect(
      enroll(api(), { name: 'Punkt', type: 'Offline', csr: new Uint8Array() }, { bearer }),
    ).rejects.toMatchObject({ code: 'INVALID_CSR' });
  });

  it('says why nothing was issued', async () => {
    const keyPair = (await createCertificateRequest(await enrollmentData(api(), { bearer }))).keyPair;
    const request = async (token: string) => {
      const { csr } = await createCertificateRequest(await enrollmentData(api(), { bearer: token }), {
        keyPair,
      });
      return enroll(api(), { name: 'Wspólny', type: 'Offline', csr }, { bearer: token });
    };
    await request(bearer);
    const { certificate, privateKeyPem } = await testPersonCertificate({ nip: context });
    const other = await signIn(await signerFromPem({ certificate, key: privateKeyPem }));
    await expect(waitForCertificate(api(), await request(other), { bearer: other })).rejects.toMatchObject({
      code: 'ENROLLMENT_FAILED',
      status: { code: 400 },
      message: expect.stringContaining('Klucz publiczny'),
    });
  });
});

describe('a key that lives elsewhere', () => {
  it('is certified, and logs in with its certificate', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const sign = async (bytes: Uint8Array) => new Uint8Array(signBytes('sha256', bytes, privateKey));
    const csr = await remoteCertificateRequest(await enrollmentData(api(), { bearer }), {
      publicKey: publicKey.export({ format: 'pem', type: 'spki' }) as string,
      sign,
    });
    const reference = await enroll(api(), { name: 'Z modułu HSM', type: 'Authentication', csr }, { bearer });
    const serialNumber = await waitForCertificate(api(), reference, { bearer });
    const [issued] = await retrieveCertificates(api(), [serialNumber], { bearer });
    const signer = await remoteSigner({ certificate: issued?.certificate ?? '', sign });
    expect(await signIn(signer)).toMatch(/^ey/);
  });
});

describe.skipIf(!hasTools('openssl'))('openssl', () => {
  it('reads key, request and certificate', async () => {
    const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'pipe' }).toString();
    const issued = await issueCertificate(api(), wish({ passphrase: 'abc' }), { bearer });
    const key = openssl('pkey', '-in', issued.keyFile, '-passin', 'pass:abc', '-pubout');
    expect(openssl('x509', '-in', issued.certificateFile, '-noout', '-pubkey')).toBe(key);
    const csr = join(folder, 'request.der');
    writeFileSync(csr, Buffer.from(state().csr, 'base64'));
    const text = openssl('req', '-inform', 'DER', '-in', csr, '-verify', '-noout', '-subject', '-pubkey');
    expect(text).toContain(key);
    expect(text).toContain('PNOPL-88102341294');
  });
});

/** A PESEL has 12 enrolments: some more for this test. */
async function emulatorLimits(): Promise<void> {
  await fetch(`${emulator.baseUrl}/testdata/limits/subject/certificate`, {
    method: 'POST',
    headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
    body: JSON.stringify({ enrollment: { maxEnrollments: 50 }, certificate: { maxCertificates: 50 } }),
  });
}
