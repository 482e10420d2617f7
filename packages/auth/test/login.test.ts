import { constants, createHash, generateKeyPairSync, privateDecrypt } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApi } from '@ksef/api';
import { type Clock, customEnvironment, nip } from '@ksef/core';
import { EncryptionService } from '@ksef/crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listSessions, loginWithToken } from '../src/index.js';

// A few lines of KSeF's login over real HTTP, with real RSA; the emulator covers the rest.
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const spki = publicKey.export({ type: 'spki', format: 'der' });
const token = `20251010-EC-1DCE3E3000-12ECB5B36E-45|nip-5265877635|${'a1'.repeat(32)}`;
const context = nip('5265877635');
const referenceNumber = '20251010-AU-1DCE3E3000-12ECB5B36E-45';
const valid = { validUntil: '2099-01-01T00:00:00Z' };
const method = {
  startDate: '2025-10-09T08:53:20Z',
  authenticationMethodInfo: { category: 'Token', code: 'token.ksef', displayName: 'Token KSeF' },
};
let script: { submit: number[]; status: number[]; cutSubmit: number; cutRedeem: number; hang: string };
let calls: Record<string, number>;
let plaintext = '';
let submitted: Record<string, unknown> = {};
/** What KSeF says with a status. */
let words: { description: string; details?: string[] };

const server = createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += chunk;
  const path = (request.url ?? '').replace('/v2/auth/', '');
  calls[path] = (calls[path] ?? 0) + 1;
  const answer = (status: number, json: unknown) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json));
  const refuse = (code: number) =>
    answer(400, {
      exception: { exceptionDetailList: [{ exceptionCode: code, exceptionDescription: 'no' }] },
    });
  if (path === script.hang) return;
  if (path === 'challenge') {
    return answer(200, {
      challenge: '20251010-CR-1DCE3E3000-12ECB5B36E-45',
      timestamp: '2025-10-09T08:53:20.015Z',
      timestampMs: 1_760_000_000_015,
      clientIp: '127.0.0.1',
    });
  }
  if (path === 'ksef-token') {
    if (script.cutSubmit-- > 0) return response.destroy();
    const code = script.submit.shift();
    if (code) return refuse(code);
    const key = { key: privateKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' };
    submitted = JSON.parse(body) as typeof submitted;
    const { encryptedToken } = submitted as { encryptedToken: string };
    plaintext = privateDecrypt(key, Buffer.from(encryptedToken, 'base64')).toString();
    return answer(202, { referenceNumber, authenticationToken: { token: 'auth', ...valid } });
  }
  if (path === 'token/redeem') {
    if (script.cutRedeem-- > 0) return response.destroy();
    return answer(200, {
      accessToken: { token: 'access', ...valid },
      refreshToken: { token: 'refresh', ...valid },
    });
  }
  if (path.startsWith('sessions'))
    return answer(200, {
      continuationToken: 'the same',
      items: [{ ...method, referenceNumber, status: { code: 200, description: 'OK' } }],
    });
  return answer(200, { ...method, status: { code: script.status.shift() ?? 200, ...words } });
});

let now = 0;
const clock: Clock = {
  now: () => now,
  async sleep(ms, signal) {
    signal?.throwIfAborted();
    now += ms;
  },
};
let refreshed = 0;
function makeApi() {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return createApi({
    environment: customEnvironment({ name: 'x', apiUrl: `${url}/v2`, qrUrl: url }),
    clock,
  });
}
function login(more: object = {}, options: { signal?: AbortSignal } = {}) {
  const publicKeyId = createHash('sha256').update(spki).digest('base64');
  const service = new EncryptionService({
    preloaded: [
      {
        publicKey: spki,
        publicKeyId,
        validFrom: '2020-01-01T00:00:00Z',
        validTo: '2099-01-01T00:00:00Z',
        usage: ['KsefTokenEncryption'],
      },
    ],
  });
  const encryptor = {
    encryptToken: service.encryptToken.bind(service),
    forceRefresh: async () => void refreshed++,
  };
  return loginWithToken(makeApi(), { context, token, encryptor, ...more }, options);
}

beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterAll(() => {
  server.close();
  server.closeAllConnections();
});
beforeEach(() => {
  script = { submit: [], status: [], cutSubmit: 0, cutRedeem: 0, hang: '' };
  words = { description: 'x', details: ['szczegół'] };
  calls = {};
  refreshed = 0;
});

describe('loginWithToken', () => {
  it('encrypts token|timestampMs, waits, and redeems once', async () => {
    script.status = [100, 100];
    expect(await login()).toMatchObject({
      referenceNumber,
      accessToken: { token: 'access' },
      refreshToken: { token: 'refresh' },
    });
    expect(plaintext).toBe(`${token}|1760000000015`);
    expect(calls['token/redeem']).toBe(1);
  });
  it('fetches the keys again on 21470, once', async () => {
    script.submit = [21470];
    await login();
    expect(refreshed).toBe(1);
    script.submit = [21470, 21470];
    await expect(login()).rejects.toMatchObject({ status: 400 });
  });
  it('takes a new challenge on 21111, once', async () => {
    script.submit = [21111];
    await login();
    script.submit = [21111, 21111];
    await expect(login()).rejects.toMatchObject({ code: 'CHALLENGE_EXPIRED' });
  });
  it('starts again after 550, but not after 450', async () => {
    script.status = [550];
    await login();
    script.status = [450];
    await expect(login()).rejects.toMatchObject({
      code: 'LOGIN_FAILED',
      message: expect.stringContaining('szczegół'),
    });
  });
  it('starts again from the challenge when the redeem has no answer, once', async () => {
    script.cutRedeem = 1;
    await login();
    expect(calls).toMatchObject({ challenge: 2, 'token/redeem': 2 });
    script.cutRedeem = 2;
    await expect(login()).rejects.toMatchObject({ code: 'UNKNOWN_OUTCOME' });
  });
  it('stops waiting after the timeout and on abort', async () => {
    script.status = Array(99).fill(100);
    const begun = now;
    await expect(login({ waitTimeoutMs: 20_000 })).rejects.toMatchObject({
      code: 'WAIT_TIMEOUT',
      message: 'KSeF did not finish the login within 20000 ms.',
      referenceNumber,
      status: { code: 100 },
    });
    expect(now - begun).toBe(20_000);
    await expect(login({}, { signal: AbortSignal.abort(new Error('stop')) })).rejects.toThrow('stop');
  });
  it.each([
    [{ token: '' }, 'INVALID_TOKEN'],
    [{ token: 'a b' }, 'INVALID_TOKEN'],
    [{ token: 'x'.repeat(161) }, 'INVALID_TOKEN'],
    [{ token: token.replace('5265877635', '6824515772') }, 'TOKEN_CONTEXT_MISMATCH'],
    [{ authorizationPolicy: { allowedIps: { ip4Addresses: ['1.2.3'] } } }, 'INVALID_IP_POLICY'],
    [
      { authorizationPolicy: { allowedIps: { ip4Masks: Array(11).fill('10.0.0.0/8') } } },
      'INVALID_IP_POLICY',
    ],
    [{ authorizationPolicy: { allowedIps: { ip4Adresses: [] } } }, 'INVALID_IP_POLICY'],
    [{ encryptor: undefined }, 'INVALID_OPTION'],
    [{ encryptor: {} }, 'INVALID_OPTION'],
    [{ token: 5 }, 'INVALID_TOKEN'],
  ])('refuses %o before the network', async (more, code) => {
    await expect(login(more)).rejects.toMatchObject({ code });
    expect(calls).toEqual({});
  });

  it.each([
    ['', 'is empty'],
    ['a\nb', 'contains white space, such as a copied line break'],
    ['x'.repeat(161), 'is longer than 160 characters'],
  ])('says what is wrong with a token, and not what the token is: %#', async (wrong, why) => {
    await expect(login({ token: wrong })).rejects.toMatchObject({
      code: 'INVALID_TOKEN',
      input: 'token',
      message: `The KSeF token ${why}.`,
    });
  });
  it('says to which context a token belongs, without the rest of it', async () => {
    await expect(login({ token: token.replace('5265877635', '6824515772') })).rejects.toMatchObject({
      code: 'TOKEN_CONTEXT_MISMATCH',
      input: 'token',
      message:
        'The KSeF token belongs to context nip-6824515772, but the login is for Nip:5265877635. Use the token of that context.',
    });
    await expect(login({ token: token.replace('nip-', 'nipvatue-') })).rejects.toMatchObject({
      code: 'TOKEN_CONTEXT_MISMATCH',
    });
  });
  it.each(['x'.repeat(160), 'of|another-kind|x', 'a|NIP-5265877635|b'])(
    'leaves a token of another form to KSeF: %s',
    async (other) => {
      await login({ token: other });
      expect(plaintext).toBe(`${other}|1760000000015`);
    },
  );
  it('submits the challenge, the context and the key’s id, and a policy only where one is given', async () => {
    await login();
    expect(submitted).toEqual({
      challenge: '20251010-CR-1DCE3E3000-12ECB5B36E-45',
      contextIdentifier: { type: 'Nip', value: '5265877635' },
      encryptedToken: expect.any(String),
      publicKeyId: createHash('sha256').update(spki).digest('base64'),
    });
    const authorizationPolicy = { allowedIps: { ip4Addresses: ['192.0.2.1'] } };
    await login({ authorizationPolicy });
    expect(submitted).toMatchObject({ authorizationPolicy });
  });
  it('tells what a status means, with KSeF’s own words where there are any', async () => {
    const failing = async (code: number, said: typeof words) => {
      [script.status, words] = [[code], said];
      return login().catch((error: unknown) => error);
    };
    expect(await failing(450, { description: 'x', details: ['jeden', 'dwa'] })).toMatchObject({
      message:
        'Login failed (450): the KSeF token is wrong, revoked, expired, not active yet, or belongs to another context or environment. KSeF says: jeden; dwa',
      referenceNumber,
    });
    for (const more of [{}, { details: [] }]) {
      expect(await failing(999, { description: 'nowy', ...more })).toMatchObject({
        message: 'Login failed (999): status 999, nowy.',
      });
    }
  });
  it('gets over one trouble of each kind in one login, and over none twice', async () => {
    Object.assign(script, { cutSubmit: 1, status: [500], cutRedeem: 1 });
    await login();
    expect(calls.challenge).toBe(4);
    script.status = [500, 500];
    await expect(login()).rejects.toMatchObject({ status: { code: 500 } });
    script.cutSubmit = 2;
    await expect(login()).rejects.toMatchObject({ code: 'UNKNOWN_OUTCOME' });
  });
  it('passes on how KSeF refuses a submission', async () => {
    script.submit = [21405];
    await expect(login()).rejects.toMatchObject({ code: 'API_ERROR', status: 400 });
    expect(calls.challenge).toBe(1);
  });
  it('says that the clock may be wrong when a new challenge has expired too, with KSeF’s answer', async () => {
    script.submit = [21111, 21111];
    await expect(login()).rejects.toMatchObject({
      message:
        'KSeF rejected the challenge as expired or unknown, and a new one too. Check the system clock.',
      status: 400,
      operation: expect.any(String),
      errors: [{ code: 21111 }],
      cause: expect.objectContaining({ status: 400 }),
    });
    expect(calls.challenge).toBe(2);
  });
  it('sends no proof that took longer than a challenge lives: it takes a new one, once', async () => {
    const lifeMs = 600_000;
    for (const [durations, challenges, submissions] of [
      [[lifeMs], 1, 1],
      [[lifeMs + 1, 0], 2, 1],
      [[lifeMs + 1, lifeMs + 1], 2, 1],
    ] as const) {
      calls = {};
      const left: number[] = [...durations];
      const slow = {
        async encryptToken() {
          now += left.shift() ?? 0;
          return { encrypted: new Uint8Array(256), publicKeyId: 'x' };
        },
        async forceRefresh() {},
      };
      script.submit = [21405];
      await expect(login({ encryptor: slow })).rejects.toMatchObject({ status: 400 });
      expect(calls).toEqual({ challenge: challenges, 'ksef-token': submissions });
    }
  });
  it.each(['challenge', 'ksef-token', referenceNumber, 'token/redeem'])(
    'ends when its caller aborts while KSeF does not answer: %s',
    async (path) => {
      script.hang = path;
      const caller = new AbortController();
      const waiting = login({}, { signal: caller.signal });
      waiting.catch(() => {});
      await expect.poll(() => calls[path], { timeout: 10_000 }).toBe(1);
      caller.abort(new Error('stop'));
      await expect(waiting).rejects.toThrow('stop');
    },
  );
  it.each(['encryptToken', 'forceRefresh'] as const)(
    'ends when its caller aborts while keys are fetched: %s',
    async (step) => {
      script.submit = [21470];
      const caller = new AbortController();
      const hang = (options?: { signal?: AbortSignal }) =>
        new Promise<never>((_resolve, reject) => {
          options?.signal?.addEventListener('abort', () => reject(options.signal?.reason));
          setImmediate(() => caller.abort(new Error('stop')));
        });
      const encryptor = {
        encryptToken: async (_plain: unknown, options?: { signal?: AbortSignal }) =>
          step === 'encryptToken' ? hang(options) : { encrypted: new Uint8Array(256), publicKeyId: 'x' },
        forceRefresh: hang,
      };
      await expect(login({ encryptor }, { signal: caller.signal })).rejects.toThrow('stop');
    },
  );
});

it('loginWithToken says what an encryptor is when none was given', async () => {
  await expect(login({ encryptor: undefined })).rejects.toMatchObject({
    input: 'encryptor',
    message: expect.stringContaining('EncryptionService of @ksef/crypto'),
  });
});

describe('listSessions', () => {
  it('ends when KSeF repeats itself', async () => {
    let count = 0;
    for await (const _ of listSessions(makeApi(), { bearer: 'access' })) count++;
    expect(count).toBe(2);
  });
});
