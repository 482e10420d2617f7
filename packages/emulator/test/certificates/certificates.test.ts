import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasTools } from '@ksef-tools/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Emulator, startEmulator } from '../../src/start-emulator.js';
import { type Identity, identity, keys, subjects } from '../auth/identity.js';
import { refusalOf, startXadesLogin } from '../auth/login.js';
import { accessToken, call, redeem, statusOf } from '../support.js';
import { csr } from './csr.js';
import { ask as askOf, issueTo } from './issue.js';

const person = identity(subjects.person('PNOPL-88102341294'));
const seal = identity(subjects.seal('VATPL-5265877635'));

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
});
afterEach(() => emulator.control.reset());
afterAll(() => emulator.close());

async function logIn(signer: Identity = seal): Promise<string> {
  return (await redeem(emulator, await startXadesLogin(emulator, signer))).body.accessToken.token;
}

const ask = (method: string, path: string, bearer: string, body?: unknown) =>
  askOf(emulator, method, path, bearer, body);

async function enrollmentData(bearer: string): Promise<Record<string, string | null>> {
  return (await ask('GET', '/certificates/enrollments/data', bearer)).body;
}

const issue = (
  bearer: string,
  { type = 'Authentication', privateKey = keys.p256(), name = 'Nowy certyfikat' } = {},
) => issueTo(emulator, bearer, { type, privateKey, name });

describe('enrolment', () => {
  it('gives the data of the certificate that logged in', async () => {
    expect(await enrollmentData(await logIn())).toEqual({
      commonName: 'Firma Żółw',
      countryName: 'PL',
      organizationName: 'Firma Żółw sp. z o.o.',
      organizationIdentifier: 'VATPL-5265877635',
      surname: null,
      givenName: null,
      serialNumber: null,
      uniqueIdentifier: null,
    });
  });

  it('issues a certificate of the type asked for, with a serial number of 16 digits', async () => {
    const bearer = await logIn();
    for (const [type, usage] of [
      ['Authentication', '03020780'],
      ['Offline', '03020640'],
    ] as const) {
      const issued = await issue(bearer, { type });
      const certificate = new X509Certificate(issued.certificate);
      expect(issued.serial).toMatch(/^[0-9A-F]{16}$/);
      expect(certificate.serialNumber).toBe(issued.serial);
      expect(certificate.checkPrivateKey(issued.privateKey)).toBe(true);
      // KeyUsage 2.5.29.15: digitalSignature is bit 0, nonRepudiation bit 1.
      expect(issued.certificate.toString('hex')).toContain(`0603551d0f0101ff0404${usage}`);
    }
  });

  it('takes RSA keys too', async () => {
    const { certificate } = await issue(await logIn(), { privateKey: keys.rsa() });
    expect(new X509Certificate(certificate).publicKey.asymmetricKeyType).toBe('rsa');
  });

  it('is in progress for the processing delay', async () => {
    const bearer = await logIn();
    emulator.control.setProcessingDelay(5_000);
    const request = csr(await enrollmentData(bearer), keys.p256());
    const body = { certificateName: 'Nowy certyfikat', certificateType: 'Offline', csr: request };
    const { referenceNumber } = (await ask('POST', '/certificates/enrollments', bearer, body)).body;
    const status = async () =>
      (await ask('GET', `/certificates/enrollments/${referenceNumber}`, bearer)).body;
    expect((await status()).status.code).toBe(100);
    expect((await status()).certificateSerialNumber).toBeUndefined();
    emulator.control.advanceClock(5_000);
    expect((await status()).status.code).toBe(200);
  });

  it('is refused after a login by KSeF token: 25001, 25002', async () => {
    const bearer = await accessToken(emulator);
    expect(refusalOf(await ask('GET', '/certificates/enrollments/data', bearer)).code).toBe(25001);
    const body = { certificateName: 'Nowy certyfikat', certificateType: 'Offline', csr: 'AAAA' };
    expect(refusalOf(await ask('POST', '/certificates/enrollments', bearer, body)).code).toBe(25002);
    expect((await ask('GET', '/certificates/limits', bearer)).body.canRequest).toBe(false);
  });

  it.each<[string, number, (data: Record<string, string | null>) => string]>([
    ['another name', 25003, (data) => csr({ ...data, commonName: 'Firma Zolw' }, keys.p256())],
    ['an attribute missing', 25003, (data) => csr({ ...data, organizationName: null }, keys.p256())],
    ['an attribute more', 25003, (data) => csr(data, keys.p256(), { more: [['2.5.4.7', 'Warszawa']] })],
    ['an attribute twice', 25003, (data) => csr(data, keys.p256(), { more: [['2.5.4.6', 'PL']] })],
    ['no CSR', 25004, () => 'AAAA'],
    ['no Base64', 25004, () => '-----BEGIN CERTIFICATE REQUEST-----'],
    ['a wrong signature', 25004, (data) => csr(data, keys.rsa(), { spoil: true })],
    ['P-384', 25010, (data) => csr(data, keys.p384())],
    ['RSA-3072', 25010, (data) => csr(data, keys.rsa(3072))],
    ['MD5', 25011, (data) => csr(data, keys.rsa(), { algorithm: 'rsaMd5' })],
  ])('refuses %s (%i)', async (_name, code, make) => {
    const bearer = await logIn();
    const body = {
      certificateName: 'Nowy certyfikat',
      certificateType: 'Offline',
      csr: make(await enrollmentData(bearer)),
    };
    expect(refusalOf(await ask('POST', '/certificates/enrollments', bearer, body)).code).toBe(code);
    // A refused request costs nothing.
    expect((await ask('GET', '/certificates/limits', bearer)).body.enrollment.remaining).toBe(300);
  });

  it('refuses names off the contract (21405), and trips over types as KSeF does (500)', async () => {
    const bearer = await logIn();
    const refusals: [object, number][] = [
      [{ certificateName: 'x' }, 21405],
      [{ certificateName: 'Nowy!' }, 21405],
      [{ certificateType: 'Other' }, 500],
    ];
    for (const [change, code] of refusals) {
      const body = { certificateName: 'Nowy certyfikat', certificateType: 'Offline', csr: 'AAAA', ...change };
      expect(refusalOf(await ask('POST', '/certificates/enrollments', bearer, body)).code).toBe(code);
    }
  });

  it('ends in 400 for a key that another subject has certified', async () => {
    const { privateKey } = await issue(await logIn());
    const other = await logIn(person);
    const body = {
      certificateName: 'Nowy certyfikat',
      certificateType: 'Offline',
      csr: csr(await enrollmentData(other), privateKey),
    };
    const { referenceNumber } = (await ask('POST', '/certificates/enrollments', other, body)).body;
    const { body: enrollment } = await ask('GET', `/certificates/enrollments/${referenceNumber}`, other);
    expect(enrollment.status).toMatchObject({ code: 400, details: [expect.stringContaining('Klucz')] });
  });

  it('stops at the limits: 25007, then 25006', async () => {
    const bearer = await logIn(person);
    const limits = { enrollment: { maxEnrollments: 3 }, certificate: { maxCertificates: 2 } };
    await ask('POST', '/testdata/limits/subject/certificate', bearer, limits);
    const enroll = async () => {
      const request = csr(await enrollmentData(bearer), keys.p256());
      const body = { certificateName: 'Nowy certyfikat', certificateType: 'Offline', csr: request };
      return refusalOf(await ask('POST', '/certificates/enrollments', bearer, body)).code;
    };
    const { serial } = await issue(bearer);
    await issue(bearer);
    expect(await enroll()).toBe(25007);
    await ask('POST', `/certificates/${serial}/revoke`, bearer, {});
    expect((await ask('GET', '/certificates/limits', bearer)).body).toEqual({
      canRequest: true,
      enrollment: { remaining: 1, limit: 3 },
      certificate: { remaining: 1, limit: 2 },
    });
    expect(await enroll()).toBeUndefined();
    expect(await enroll()).toBe(25006);
    await ask('DELETE', '/testdata/limits/subject/certificate', bearer);
    expect((await ask('GET', '/limits/subject', bearer)).body).toEqual({
      enrollment: { maxEnrollments: 12 },
      certificate: { maxCertificates: 6 },
    });
  });

  it('shows enrolments to their subject only', async () => {
    const bearer = await logIn();
    const request = csr(await enrollmentData(bearer), keys.p256());
    const body = { certificateName: 'Nowy certyfikat', certificateType: 'Offline', csr: request };
    const { referenceNumber } = (await ask('POST', '/certificates/enrollments', bearer, body)).body;
    const other = await logIn(person);
    expect(refusalOf(await ask('GET', `/certificates/enrollments/${referenceNumber}`, other)).code).toBe(
      25005,
    );
  });
});

describe('login with issued certificates', () => {
  it('keeps the subject, in every context, until revocation', async () => {
    const issued = await issue(await logIn(person));
    const login = await startXadesLogin(emulator, issued, { query: '?verifyCertificateChain=true' });
    const { referenceNumber, authenticationToken } = login.body;
    const { body } = await call(emulator, 'GET', `/auth/${referenceNumber}`, {
      bearer: authenticationToken.token,
    });
    expect([body.status.code, body.authenticationMethod]).toEqual([200, 'InternalCertificate']);
    const bearer = (await redeem(emulator, login)).body.accessToken.token;
    const [listed] = (await ask('POST', '/certificates/query', bearer, {})).body.certificates;
    expect(listed).toMatchObject({
      certificateSerialNumber: issued.serial,
      status: 'Active',
      subjectIdentifier: { type: 'Pesel', value: '88102341294' },
      lastUseDate: expect.any(String),
    });
    expect((await ask('POST', `/certificates/${issued.serial}/revoke`, bearer, {})).status).toBe(204);
    const revoked = await startXadesLogin(emulator, issued);
    expect(await statusOf(emulator, revoked)).toMatchObject({ code: 460, details: ['Certyfikat odwołany'] });
    expect(refusalOf(await ask('POST', `/certificates/${issued.serial}/revoke`, bearer, {})).code).toBe(
      25009,
    );
  });

  it('is refused for type Offline', async () => {
    const issued = await issue(await logIn(), { type: 'Offline' });
    expect((await statusOf(emulator, await startXadesLogin(emulator, issued))).code).toBe(460);
  });

  it('is refused after the end that a test set', async () => {
    const bearer = await logIn();
    const issued = await issue(bearer);
    const path = `/testdata/certificates/${issued.serial}`;
    const later = new Date(Date.now() + 3 * 365 * 86_400_000).toISOString();
    expect(refusalOf(await ask('PUT', path, bearer, { validTo: later })).code).toBe(21405);
    const past = new Date(Date.now() - 1000).toISOString();
    expect((await ask('PUT', path, bearer, { validTo: past })).status).toBe(200);
    expect((await statusOf(emulator, await startXadesLogin(emulator, issued))).code).toBe(460);
    const { body } = await ask('POST', '/certificates/query', bearer, { status: 'Expired' });
    expect(body.certificates).toHaveLength(1);
  });

  it('is refused when the authority knows nothing of it', async () => {
    const issued = await issue(await logIn());
    emulator.control.reset();
    expect((await statusOf(emulator, await startXadesLogin(emulator, issued))).code).toBe(460);
  });
});

describe('certificates of a subject', () => {
  it('are found page by page and by filter', async () => {
    const bearer = await logIn();
    for (let index = 0; index < 12; index++) {
      await issue(bearer, {
        name: `Certyfikat ${index}`,
        type: index % 3 === 0 ? 'Offline' : 'Authentication',
      });
    }
    const query = async (filter: object, page = '') =>
      (await ask('POST', `/certificates/query${page}`, bearer, filter)).body;
    expect(await query({})).toMatchObject({ hasMore: true, certificates: { length: 10 } });
    expect(await query({}, '?pageOffset=1')).toMatchObject({ hasMore: false, certificates: { length: 2 } });
    expect((await query({ type: 'Offline' })).certificates).toHaveLength(4);
    expect((await query({ name: 'kat 11' })).certificates).toHaveLength(1);
    expect((await query({ expiresAfter: '2100-01-01T00:00:00Z' })).certificates).toHaveLength(0);
    expect((await ask('POST', '/certificates/query?pageSize=9', bearer, {})).status).toBe(400);
  });

  it('are nobody else’s to see or revoke (25008)', async () => {
    const { serial } = await issue(await logIn());
    const other = await logIn(person);
    const retrieved = await ask('POST', '/certificates/retrieve', other, {
      certificateSerialNumbers: [serial],
    });
    expect(retrieved.body.certificates).toEqual([]);
    expect(refusalOf(await ask('POST', `/certificates/${serial}/revoke`, other, {})).code).toBe(25008);
  });

  it('are not revoked after a login by KSeF token', async () => {
    const { serial } = await issue(await logIn());
    const refused = await ask('POST', `/certificates/${serial}/revoke`, await accessToken(emulator));
    expect([refused.status, refused.body.reasonCode]).toEqual([403, 'auth-method-not-allowed']);
  });
});

describe.skipIf(!hasTools('openssl'))('with openssl', () => {
  it('requests signed with RSA-PSS are taken, and chains verify', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ksef-openssl-'));
    try {
      const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
      const bearer = await logIn(person);
      const data = await enrollmentData(bearer);
      const subject = `/GN=${data.givenName}/SN=${data.surname}/serialNumber=${data.serialNumber}/CN=${data.commonName}/C=PL`;
      openssl('genrsa', '-out', 'key.pem', '2048');
      const pss = ['-sigopt', 'rsa_padding_mode:pss', '-sigopt', 'rsa_pss_saltlen:32'];
      openssl(
        'req',
        '-new',
        '-utf8',
        '-key',
        'key.pem',
        '-sha256',
        ...pss,
        '-subj',
        subject,
        '-outform',
        'DER',
        '-out',
        'csr.der',
      );
      const body = {
        certificateName: 'Z openssl',
        certificateType: 'Authentication',
        csr: readFileSync(join(folder, 'csr.der')).toString('base64'),
      };
      const { referenceNumber } = (await ask('POST', '/certificates/enrollments', bearer, body)).body;
      const { body: enrollment } = await ask('GET', `/certificates/enrollments/${referenceNumber}`, bearer);
      const { body: found } = await ask('POST', '/certificates/retrieve', bearer, {
        certificateSerialNumbers: [enrollment.certificateSerialNumber],
      });
      const pem = new X509Certificate(Buffer.from(found.certificates[0].certificate, 'base64')).toString();
      writeFileSync(join(folder, 'certificate.pem'), pem);
      // By the emulator's clock, which other tests move.
      const attime = Date.parse(enrollment.requestDate) / 1000;
      writeFileSync(join(folder, 'authority.pem'), emulator.control.authorityCertificate());
      expect(
        openssl(
          'verify',
          '-x509_strict',
          '-attime',
          String(Math.ceil(attime)),
          '-CAfile',
          'authority.pem',
          'certificate.pem',
        ).toString(),
      ).toContain('OK');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
