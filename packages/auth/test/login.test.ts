import { constants, createHash, generateKeyPairSync, privateDecrypt } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApi } from '@ksef/api';
import { type Clock, customEnvironment, nip } from '@ksef/core';
import { EncryptionService } from '@ksef/crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loginWithToken } from '../src/index.js';

// A few lines of KSeF's login over real HTTP, with real RSA; the emulator covers the rest.
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const spki = publicKey.export({ type: 'spki', format: 'der' });
const token = `20251010-EC-1DCE3E3000-12ECB5B36E-45|nip-5265877635|${'a1'.repeat(32)}`;
const context = nip('5265877635');
const referenceNumber = '20251010-AU-1DCE3E3000-12ECB5B36E-45';
const valid = { validUntil: '2099-01-01T00:00:00Z' };
let script: { submit: number[]; status: number[]; cutRedeem: number };
let calls: Record<string, number>;
let plaintext = '';

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
  if (path === 'challenge') {
    return answer(200, { challenge: '20251010-CR-1DCE3E3000-12ECB5B36E-45', timestampMs: 1_760_000_000_015 });
  }
  if (path === 'ksef-token') {
    const code = script.submit.shift();
    if (code) return refuse(code);
    const key = { key: privateKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' };
    plaintext = privateDecrypt(key, Buffer.from(JSON.parse(body).encryptedToken, 'base64')).toString();
    return answer(202, { referenceNumber, authenticationToken: { token: 'auth', ...valid } });
  }
  if (path === 'token/redeem') {
    if (script.cutRedeem-- > 0) return response.destroy();
    return answer(200, {
      accessToken: { token: 'access', ...valid },
      refreshToken: { token: 'refresh', ...valid },
    });
  }
  return answer(200, {
    status: { code: script.status.shift() ?? 200, description: 'x', details: ['szczegół'] },
  });
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
function login(more: object = {}, options: { signal?: AbortSignal } = {}) {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const api = createApi({
    environment: customEnvironment({ name: 'x', apiUrl: `${url}/v2`, qrUrl: url }),
    clock,
  });
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
  return loginWithToken(api, { context, token, encryptor, ...more }, options);
}

beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterAll(() => void server.close());
beforeEach(() => {
  script = { submit: [], status: [], cutRedeem: 0 };
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
    await expect(login({ waitTimeoutMs: 20_000 })).rejects.toMatchObject({ code: 'WAIT_TIMEOUT' });
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
  ])('refuses %o before the network', async (more, code) => {
    await expect(login(more)).rejects.toMatchObject({ code });
    expect(calls).toEqual({});
  });
});
