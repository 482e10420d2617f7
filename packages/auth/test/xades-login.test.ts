import { createApi, listPublicKeyCertificates } from '@ksef/api';
import {
  type ContextIdentifier,
  type ContextInput,
  contextIdentifier,
  nip,
  systemClock,
  toContext,
} from '@ksef/core';
import { EncryptionService } from '@ksef/crypto';
import { type Emulator, makeTestToken, startEmulator } from '@ksef/emulator';
import {
  completeAuthRequest,
  externalSigner,
  prepareAuthRequest,
  type Signer,
  signerFromPem,
  xadesSigner,
} from '@ksef/signing';
import {
  type TestCertificate,
  testFingerprintCertificate,
  testPersonCertificate,
  testSealCertificate,
} from '@ksef/signing/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  type AuthOptions,
  type AuthRequestSigner,
  type LoginResult,
  listSessions,
  loginAuthenticator,
  loginWithXades,
  refreshLogin,
  revokeCurrentSession,
  revokeSession,
  startXadesLogin,
  tokenAuthenticator,
} from '../src/index.js';

const context = nip('5265877635');
let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
});
afterEach(() => emulator.control.reset());
afterAll(() => emulator.close());

const clock = {
  now: () => Date.now(),
  sleep: (ms: number, signal?: AbortSignal) => systemClock.sleep(Math.min(ms, 20), signal),
};
const api = (of = emulator) => createApi({ environment: of.environment, clock });
const signerOf = ({ certificate, privateKeyPem }: TestCertificate, options = {}): Promise<Signer> =>
  signerFromPem({ certificate, key: privateKeyPem }, options);
async function countSessions(bearer: string): Promise<number> {
  let count = 0;
  for await (const _ of listSessions(api(), { bearer })) count++;
  return count;
}
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
    await loginWithXades(createApi({ environment: emulator.environment, clock: off }), {
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
    const checking = await startEmulator({ rights: 'checked' });
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

describe('startXadesLogin', () => {
  it('says what a signer is when none was given', async () => {
    for (const signer of [undefined, {}]) {
      await expect(startXadesLogin(api(), { context, signer } as never)).rejects.toMatchObject({
        code: 'INVALID_OPTION',
        input: 'signer',
        message: expect.stringMatching(/needs a signer with signAuthRequest\(\)/),
      });
    }
  });
  it('passes on how KSeF refuses a signature', async () => {
    const own = xadesSigner(await signerOf(await testSealCertificate({ nip: context })));
    const signer: AuthRequestSigner = {
      signAuthRequest: async (request, options) =>
        (await own.signAuthRequest(request, options)).replace('<Challenge>', '<Challenge> '),
    };
    const failure = await startXadesLogin(api(), { context, signer }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ name: 'KsefApiError', status: 400 });
  });
  it('asks for strict profiles and for the chain only where that is wanted', async () => {
    const signer = xadesSigner(await signerOf(await testSealCertificate({ nip: context })));
    const asked = async (more: object) => {
      const seen: string[] = [];
      const watched = createApi({
        environment: emulator.environment,
        clock,
        fetch: (input, init) => {
          const feature = new Headers(init?.headers).get('x-ksef-feature');
          const { pathname, search } = new URL(String(input));
          if (pathname.endsWith('/xades-signature')) seen.push(`${feature}${search}`);
          return fetch(input, init);
        },
      });
      await startXadesLogin(watched, { context, signer, ...more });
      return seen;
    };
    expect(await asked({})).toEqual(['null']);
    expect(await asked({ enforceXadesCompliance: true, verifyCertificateChain: true })).toEqual([
      'enforce-xades-compliance?verifyCertificateChain=true',
    ]);
  });
  it('hands its caller’s signal to the signer, and submits nothing when that was aborted meanwhile', async () => {
    const own = xadesSigner(await signerOf(await testSealCertificate({ nip: context })));
    const caller = new AbortController();
    let heard: AbortSignal | undefined;
    const signer: AuthRequestSigner = {
      async signAuthRequest(request, options) {
        heard = options.signal;
        caller.abort(new Error('stop'));
        return own.signAuthRequest(request, {});
      },
    };
    await expect(startXadesLogin(api(), { context, signer }, { signal: caller.signal })).rejects.toThrow(
      'stop',
    );
    expect(heard).toBe(caller.signal);
    const submitted = emulator.control
      .events('request')
      .filter(({ path }) => path === '/auth/xades-signature');
    expect(submitted).toEqual([]);
  });
});

describe('sessions', () => {
  async function logIn() {
    const signer = xadesSigner(await signerOf(await testSealCertificate({ nip: context })));
    return (count: number) =>
      Promise.all(Array.from({ length: count }, () => loginWithXades(api(), { context, signer })));
  }
  const references = async (bearer: string, pageSize?: number) => {
    const found: string[] = [];
    for await (const one of listSessions(api(), { bearer, pageSize })) found.push(one.referenceNumber);
    return found;
  };
  it('are listed page by page, each once', async () => {
    const logins = await (await logIn())(12);
    const bearer = logins[0]?.accessToken.token ?? '';
    const expected = logins.map(({ referenceNumber }) => referenceNumber).sort();
    for (const [pageSize, pages] of [
      [10, 2],
      [undefined, 1],
    ] as const) {
      const before = emulator.control.events('request').length;
      expect((await references(bearer, pageSize)).sort()).toEqual(expected);
      expect(emulator.control.events('request').length - before).toBe(pages);
    }
  });
  it('that are revoked give no new access tokens: one by its number, one’s own by its token', async () => {
    const [own, other] = (await (await logIn())(2)) as [LoginResult, LoginResult];
    const bearer = own.accessToken.token;
    await revokeSession(api(), other.referenceNumber, { bearer });
    await expect(refreshLogin(api(), other.refreshToken.token)).rejects.toMatchObject({ status: 400 });
    expect((await refreshLogin(api(), own.refreshToken.token)).token).not.toBe('');
    await revokeCurrentSession(api(), { bearer });
    await expect(refreshLogin(api(), own.refreshToken.token)).rejects.toMatchObject({ status: 400 });
  });
});

describe('tokenAuthenticator', () => {
  const encryptor = () =>
    new EncryptionService({
      source: { listPublicKeys: (call) => listPublicKeyCertificates(api(), {}, call) },
    });

  it('logs in by one token, or by that of each context, and refreshes', async () => {
    const heard: unknown[] = [];
    const { signal } = new AbortController();
    for (const token of [
      makeTestToken(context),
      (one: ContextIdentifier, options: AuthOptions) => {
        heard.push(one, options.signal);
        return makeTestToken(one);
      },
    ]) {
      const authenticator = tokenAuthenticator({ api: api(), encryptor: encryptor(), token });
      const { refreshToken } = await authenticator.login(toContext(context), { signal });
      const { accessToken } = await authenticator.refresh(toContext(context), refreshToken.token, { signal });
      expect(await countSessions(accessToken.token)).toBeGreaterThan(0);
    }
    expect(heard).toEqual([toContext(context), signal]);
  });
  it('ends a login and a refresh when their caller aborts', async () => {
    const authenticator = tokenAuthenticator({
      api: api(),
      encryptor: encryptor(),
      token: makeTestToken,
    });
    const left = { signal: AbortSignal.abort(new Error('stop')) };
    await expect(authenticator.login(toContext(context), left)).rejects.toThrow('stop');
    await expect(authenticator.refresh(toContext(context), 'r', left)).rejects.toThrow('stop');
    expect(emulator.control.events('request')).toEqual([]);
  });
  it('waits no longer than it is told to, and binds tokens to the addresses that it is given', async () => {
    const common = { api: api(), encryptor: encryptor(), token: makeTestToken };
    const authorizationPolicy = { allowedIps: { ip4Addresses: ['192.0.2.1'] } };
    const bound = tokenAuthenticator({ ...common, authorizationPolicy });
    const { accessToken } = await bound.login(toContext(context), {});
    await expect(countSessions(accessToken.token)).rejects.toMatchObject({ status: 403 });
    emulator.control.setAuthDelay(600_000);
    const impatient = tokenAuthenticator({ ...common, waitTimeoutMs: 1 });
    await expect(impatient.login(toContext(context), {})).rejects.toMatchObject({ code: 'WAIT_TIMEOUT' });
    emulator.control.setAuthDelay(0);
  });
});

describe('loginAuthenticator', () => {
  it('says what credentials are when there are none', async () => {
    for (const credentials of [undefined, () => undefined, () => null, 'token']) {
      const authenticator = loginAuthenticator({ api: api(), credentials: credentials as never });
      await expect(authenticator.login(toContext(context), {})).rejects.toMatchObject({
        code: 'INVALID_OPTION',
        input: 'credentials',
      });
    }
  });
  it('ends a login by signature, and the search for credentials, when its caller aborts', async () => {
    const credentials = { signer: xadesSigner(await signerOf(await testSealCertificate({ nip: context }))) };
    const caller = new AbortController();
    let heard: AbortSignal | undefined;
    const authenticator = loginAuthenticator({
      api: api(),
      credentials: (_context, { signal }) => {
        heard = signal;
        caller.abort(new Error('stop'));
        return credentials;
      },
    });
    await expect(authenticator.login(toContext(context), { signal: caller.signal })).rejects.toThrow('stop');
    expect(heard).toBe(caller.signal);
    expect(emulator.control.events('request')).toEqual([]);
    const fixed = loginAuthenticator({ api: api(), credentials });
    expect((await fixed.login(toContext(context), {})).referenceNumber).not.toBe('');
  });

  it('logs in by the signer of the context, and refreshes', async () => {
    const credentials = { signer: xadesSigner(await signerOf(await testSealCertificate({ nip: context }))) };
    const authenticator = loginAuthenticator({ api: api(), credentials: () => credentials });
    const { refreshToken } = await authenticator.login(toContext(context), {});
    const { accessToken } = await authenticator.refresh(toContext(context), refreshToken.token, {});
    expect(accessToken.token).not.toBe('');
  });
});
