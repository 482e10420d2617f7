import { enrollCertificate, getCertificateEnrollmentData } from '@ksef/api';
import { createKsef, type KsefEvent, logEvents } from '@ksef/client';
import { type Clock, encodeBase64, nip, systemClock } from '@ksef/core';
import { type Emulator, startEmulator } from '@ksef/emulator';
import { createCertificateRequest, signerFromPem, xadesSigner } from '@ksef/signing';
import { testSealCertificate } from '@ksef/signing/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { credentials, endOfKsefToken, ksefTokens } from '../src/index.js';
import { company } from './support/company.js';

const day = 86_400_000;

/** One time for KSeF and the client. */
let aheadMs = 0;
let slept: number[] = [];
const clock: Clock = {
  now: () => Date.now() + aheadMs,
  sleep: (ms, signal) => {
    slept.push(ms);
    return systemClock.sleep(Math.min(ms, 20), signal);
  },
};
let emulator: Emulator;
let events: KsefEvent[] = [];
beforeAll(async () => {
  emulator = await startEmulator({ clock, permissions: 'checked' });
});
beforeEach(() => {
  emulator.control.reset();
  [aheadMs, events, slept] = [0, [], []];
});
afterAll(() => emulator.close());

const expiring = () => events.filter(({ type }) => type === 'credential-expiring');

async function owner() {
  const seal = await testSealCertificate({ nip: company });
  const signer = xadesSigner(
    await signerFromPem({ certificate: seal.certificatePem, key: seal.privateKeyPem }),
  );
  return createKsef({
    environment: emulator.environment,
    credentials: { signer },
    context: nip(company),
    clock,
    rateLimiter: false,
    onEvent: (event) => events.push(event),
  }).extend(ksefTokens, credentials);
}

async function enrol(ksef: Awaited<ReturnType<typeof owner>>, name: string): Promise<void> {
  const { csr } = await createCertificateRequest(await getCertificateEnrollmentData(ksef.api));
  const body = { certificateName: name, certificateType: 'Authentication', csr: encodeBase64(csr) };
  await enrollCertificate(ksef.api, { body });
}

describe('credentials', () => {
  it('report what ends, and warn a month before', async () => {
    const ksef = await owner();
    await ksef.ksefTokens.create({ permissions: ['InvoiceRead'], description: 'Till number 7' });
    await enrol(ksef, 'Magazyn 1');
    const early = await ksef.credentials.check();
    expect(early).toMatchObject({
      credentials: [
        { kind: 'ksefToken', name: 'Till number 7', isExpiring: false },
        { kind: 'certificate', name: 'Magazyn 1', isExpiring: false },
      ],
      expiring: [],
      unreadable: [],
    });
    expect(expiring()).toEqual([]);
    const late = await ksef.credentials.check({ warnBeforeMs: 3 * 365 * day });
    expect(late.expiring.map(({ kind }) => kind)).toEqual(['ksefToken', 'certificate']);
    expect(expiring()).toMatchObject([
      { kind: 'ksefToken', name: 'Till number 7', validUntil: '2027-11-30T00:00:00+01:00' },
      { kind: 'certificate', name: 'Magazyn 1', context: { value: company } },
    ]);
  });

  it('do not warn of a certificate that has been renewed', async () => {
    const ksef = await owner();
    await enrol(ksef, 'Magazyn 1');
    aheadMs = 10 * day;
    const again = await owner();
    await enrol(again, 'Magazyn 1');
    const { credentials: all, expiring: now } = await again.credentials.check({ warnBeforeMs: 725 * day });
    expect(all.map(({ isExpiring, isSuperseded }) => [isExpiring, isSuperseded])).toEqual([
      [false, false],
      [true, true],
    ]);
    expect(now).toEqual([]);
  });

  it('report the refresh token where a person signs', async () => {
    const ksef = await owner();
    const { expiring: found } = await ksef.credentials.check({ warnOfRefreshTokenMs: 8 * day });
    expect(found).toMatchObject([{ kind: 'refreshToken', id: `Nip ${company}` }]);
    const { credentials: all } = await ksef.credentials.check({ warnOfRefreshTokenMs: day });
    expect(all).toMatchObject([{ kind: 'refreshToken', isExpiring: false }]);
  });

  it('are watched until the signal aborts, also while KSeF is down', async () => {
    const ksef = await owner();
    await ksef.login();
    emulator.control.addFault({ path: '/tokens', kind: 'error', status: 503, times: 20 });
    const controller = new AbortController();
    const watching = ksef.credentials.watch({ signal: controller.signal, warnBeforeMs: 3 * 365 * day });
    await until(() => events.some(({ type }) => type === 'credentials-unknown'));
    emulator.control.clearFaults();
    await ksef.ksefTokens.create({ permissions: ['InvoiceRead'], description: 'Till number 7' });
    await until(() => expiring().length > 1);
    controller.abort();
    await watching;
    expect(slept).toContain(day);
  }, 60_000);

  it('end a watch that cannot work', async () => {
    const ksef = await owner();
    await ksef.login();
    emulator.control.addFault({ path: '/tokens', kind: 'error', status: 400, times: 20 });
    await expect(ksef.credentials.watch()).rejects.toMatchObject({ code: 'API_ERROR' });
  });

  it('are logged as a warning', () => {
    const lines: string[] = [];
    const log = logEvents({ debug() {}, info() {}, warn: (line) => lines.push(line) }, { style: 'text' });
    log({ type: 'credential-expiring', kind: 'certificate' } as never);
    expect(lines).toEqual(['ksef credential-expiring kind=certificate']);
  });
});

it.each([
  ['2026-12-31T23:30:00+01:00', undefined, '2027-11-30T00:00:00+01:00'],
  ['2027-01-01T00:30:00+01:00', undefined, undefined],
  ['2026-12-31T23:30:00Z', undefined, undefined],
  ['2027-02-01T00:30:00Z', '2027-05-01T00:00:00Z', '2027-05-01T00:00:00Z'],
])('a KSeF token of %s with the end %s ends at %s', (dateCreated, validUntil, end) => {
  expect(endOfKsefToken({ dateCreated, validUntil } as never)).toBe(end);
});

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await systemClock.sleep(10);
}
