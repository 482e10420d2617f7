import { createApi } from '@ksef/api';
import { type ContextInput, contextIdentifier } from '@ksef/core';
import { startEmulator } from '@ksef/emulator';
import {
  completeAuthRequest,
  externalSigner,
  prepareAuthRequest,
  signerFromPem,
  xadesSigner,
} from '@ksef/signing';
import {
  testFingerprintCertificate,
  testPersonCertificate,
  testSealCertificate,
} from '@ksef/signing/testing';
import { describe, expect, it } from 'vitest';
import { type AuthRequestSigner, loginWithXades } from '../src/index.js';
import { clock, context, signerOf, useEmulator } from './support/emulator.js';

const { api, running, countSessions } = useEmulator();

const submissions = (recorded: { signer: AuthRequestSigner }) => {
  const challenges: string[] = [];
  const signer: AuthRequestSigner = {
    signAuthRequest(request, options) {
      challenges.push(request.challenge);
      return recorded.signer.signAuthRequest(request, options);
    },
  };
  return { signer, challenges };
};

describe('loginWithXades against the emulator', () => {
  it.each([
    ['person by NIP, P-256', () => testPersonCertificate({ nip: context }), {}],
    ['person by NIP, P-384', () => testPersonCertificate({ nip: context }, { keyType: 'P-384' }), {}],
    ['seal, P-521', () => testSealCertificate({ nip: context }, { keyType: 'P-521' }), {}],
    ['seal, RSA', () => testSealCertificate({ nip: context }, { keyType: 'RSA-2048' }), {}],
    [
      'seal, RSA-PSS',
      () => testSealCertificate({ nip: context }, { keyType: 'RSA-2048' }),
      { rsaPadding: 'pss' },
    ],
  ])('%s', async (_name, make, options) => {
    const signer = xadesSigner(await signerOf(await make(), options));
    const { accessToken, refreshToken } = await loginWithXades(api(), { context, signer });
    expect(accessToken.token).not.toBe(refreshToken.token);
    expect(await countSessions(accessToken.token)).toBeGreaterThan(0);
  });

  it.each([
    ['behind', -90 * 86_400_000],
    ['ahead', 90 * 86_400_000],
  ])('signs by the time of KSeF when the clock here is three months %s', async (_name, offMs) => {
    const off = { ...clock, now: () => Date.now() + offMs };
    const valid = {
      validFrom: new Date(Date.now() - 180 * 86_400_000),
      validTo: new Date(Date.now() + 180 * 86_400_000),
    };
    const signer = xadesSigner(
      await signerOf(await testPersonCertificate({ nip: context }, valid), { clock: off }),
      {
        clock: off,
      },
    );
    let signed = '';
    const kept: AuthRequestSigner = {
      async signAuthRequest(request, options) {
        signed = await signer.signAuthRequest(request, options);
        return signed;
      },
    };
    await loginWithXades(createApi({ environment: running().environment, clock: off }), {
      context,
      signer: kept,
    });
    const signingTime = Date.parse(/SigningTime>([^<]*)/.exec(signed)?.[1] ?? '');
    expect(Math.abs(signingTime - Date.now())).toBeLessThan(10 * 60_000);
  });

  it('takes a certificate for valid that is so by the time of KSeF', async () => {
    const fresh = await testPersonCertificate({ nip: context });
    const made = await signerOf(fresh);
    const late = { ...clock, now: () => Date.now() + 800 * 86_400_000 };
    await loginWithXades(api(), { context, signer: xadesSigner(made, { clock: late }) });
  });

  it.each([
    contextIdentifier('InternalId', '5265877635-12343'),
    contextIdentifier('NipVatUe', '5265877635-DE123456789'),
  ] as ContextInput[])('in the context %o', async (other) => {
    const signer = xadesSigner(await signerOf(await testSealCertificate({ nip: context })));
    for (const version of ['2.0', '2.1'] as const) {
      await loginWithXades(api(), {
        context: other,
        signer:
          version === '2.1'
            ? signer
            : xadesSigner(await signerOf(await testSealCertificate({ nip: context })), { version }),
      });
    }
  });

  it('by two steps, with a state that went through JSON', async () => {
    const { certificate, privateKeyPem } = await testSealCertificate({ nip: context });
    const far = await signerFromPem({ certificate, key: privateKeyPem });
    const signer: AuthRequestSigner = {
      async signAuthRequest(request) {
        const prepared = JSON.parse(JSON.stringify(await prepareAuthRequest(request, certificate)));
        const signature = await far.sign(Buffer.from(prepared.bytes, 'base64'));
        return completeAuthRequest(prepared, Buffer.from(signature).toString('base64'));
      },
    };
    await loginWithXades(api(), { context, signer });
  });

  it('by a document signed elsewhere', async () => {
    const elsewhere = xadesSigner(await signerOf(await testPersonCertificate({ nip: context })));
    const signer = externalSigner(async (xml) => {
      const challenge = /<Challenge>(.*)<\/Challenge>/.exec(xml)?.[1] ?? '';
      return elsewhere.signAuthRequest({ challenge, context });
    });
    await loginWithXades(api(), { context, signer });
  });

  it('with an address list, which KSeF then keeps', async () => {
    const signer = xadesSigner(await signerOf(await testSealCertificate({ nip: context })));
    const authorizationPolicy = { allowedIps: { ip4Addresses: ['192.0.2.1'] } };
    const { accessToken } = await loginWithXades(api(), { context, signer, authorizationPolicy });
    await expect(countSessions(accessToken.token)).rejects.toMatchObject({ status: 403 });
  });

  it('fails with KSeF’s own words', async () => {
    const checking = await startEmulator({ permissions: 'checked' });
    const stranger = xadesSigner(await signerOf(await testSealCertificate({ nip: '7811900008' })));
    await expect(loginWithXades(api(checking), { context, signer: stranger })).rejects.toMatchObject({
      code: 'LOGIN_FAILED',
      status: { code: 415 },
    });
    const unknown = xadesSigner(await signerOf(await testFingerprintCertificate()));
    await expect(
      loginWithXades(api(checking), {
        context,
        signer: unknown,
        subjectIdentifierType: 'certificateFingerprint',
      }),
    ).rejects.toMatchObject({ code: 'LOGIN_FAILED', status: { code: 415 } });
    const own = xadesSigner(await signerOf(await testSealCertificate({ nip: context })));
    await expect(
      loginWithXades(api(checking), { context, signer: own, verifyCertificateChain: true }),
    ).rejects.toMatchObject({ code: 'LOGIN_FAILED', status: { code: 460 } });
    await checking.close();
  });

  it('signs a new challenge when the first has expired, once', async () => {
    const inner = xadesSigner(await signerOf(await testSealCertificate({ nip: context })));
    const { signer, challenges } = submissions({ signer: inner });
    const stale: AuthRequestSigner = {
      signAuthRequest: (request, options) =>
        signer.signAuthRequest(
          challenges.length === 0
            ? { ...request, challenge: '20250604-CR-461EA5B000-537A6BA15D-D7' }
            : request,
          options,
        ),
    };
    await loginWithXades(api(), { context, signer: stale });
    expect(new Set(challenges).size).toBe(2);
    const always: AuthRequestSigner = {
      signAuthRequest: (request, options) =>
        inner.signAuthRequest({ ...request, challenge: '20250604-CR-461EA5B000-537A6BA15D-D7' }, options),
    };
    await expect(loginWithXades(api(), { context, signer: always })).rejects.toMatchObject({
      code: 'CHALLENGE_EXPIRED',
    });
  });

  it('refuses bad input before anything is sent', async () => {
    const inner = xadesSigner(await signerOf(await testFingerprintCertificate()));
    await expect(loginWithXades(api(), { context, signer: inner })).rejects.toMatchObject({
      code: 'UNUSABLE_SUBJECT',
    });
    const { signer, challenges } = submissions({ signer: inner });
    const bad = [
      [{ signer: {} }, 'INVALID_OPTION'],
      [{ context: { type: 'Nip', value: '1' } }, 'INVALID_CONTEXT'],
      [{ authorizationPolicy: { allowedIps: { ip4Adresses: [] } } }, 'INVALID_IP_POLICY'],
    ] as const;
    for (const [more, code] of bad) {
      await expect(loginWithXades(api(), { context, signer, ...more } as never)).rejects.toMatchObject({
        code,
      });
    }
    expect(challenges).toEqual([]);
    await expect(
      loginWithXades(api(), { context, signer }, { signal: AbortSignal.abort(new Error('stop')) }),
    ).rejects.toThrow('stop');
  });
});
