import { listPublicKeyCertificates } from '@ksef/api';
import { type ContextIdentifier, toContext } from '@ksef/core';
import { EncryptionService } from '@ksef/crypto';
import { makeTestToken } from '@ksef/emulator';
import { describe, expect, it } from 'vitest';
import {
  type AuthOptions,
  loginAuthenticator,
  loginWithToken,
  loginWithXades,
  tokenAuthenticator,
} from '../src/index.js';
import { context, ownSigner, useEmulator } from './support/emulator.js';

const { api, running, countSessions } = useEmulator();

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
    expect(running().control.events('request')).toEqual([]);
  });
  it('waits no longer than it is told to, and binds tokens to the addresses that it is given', async () => {
    const common = { api: api(), encryptor: encryptor(), token: makeTestToken };
    const authorizationPolicy = { allowedIps: { ip4Addresses: ['192.0.2.1'] } };
    const bound = tokenAuthenticator({ ...common, authorizationPolicy });
    const { accessToken } = await bound.login(toContext(context), {});
    await expect(countSessions(accessToken.token)).rejects.toMatchObject({ status: 403 });
    running().control.setAuthDelay(600_000);
    const impatient = tokenAuthenticator({ ...common, waitTimeoutMs: 1 });
    const signing = loginAuthenticator({
      api: api(),
      credentials: { signer: await ownSigner() },
      waitTimeoutMs: 1,
    });
    for (const one of [impatient, signing]) {
      await expect(one.login(toContext(context), {})).rejects.toMatchObject({
        code: 'WAIT_TIMEOUT',
        message: 'KSeF did not finish the login within 1 ms.',
      });
    }
    running().control.setAuthDelay(0);
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
    const credentials = { signer: await ownSigner() };
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
    expect(running().control.events('request')).toEqual([]);
    const fixed = loginAuthenticator({ api: api(), credentials });
    expect((await fixed.login(toContext(context), {})).referenceNumber).not.toBe('');
  });

  it('logs in by the signer of the context, and refreshes', async () => {
    const credentials = { signer: await ownSigner() };
    const authenticator = loginAuthenticator({ api: api(), credentials: () => credentials });
    const { refreshToken } = await authenticator.login(toContext(context), {});
    const { accessToken } = await authenticator.refresh(toContext(context), refreshToken.token, {});
    expect(accessToken.token).not.toBe('');
  });
});

describe('options are refused by name', () => {
  const encryptor = { encryptToken: async () => ({}) as never, forceRefresh: async () => {} };
  const good = { context: toContext(context), token: 'token', encryptor };
  const cases: [string, () => unknown, string][] = [
    [
      'loginAuthenticator',
      () => loginAuthenticator({ api: api(), credentials: {}, waitTimeout: 5 } as never),
      'waitTimeout',
    ],
    [
      'loginAuthenticator',
      () => loginAuthenticator({ api: api(), credentials: {}, waitTimeoutMs: '5' } as never),
      'waitTimeoutMs',
    ],
    ['loginAuthenticator', () => loginAuthenticator({ credentials: {} } as never), 'api'],
    [
      'tokenAuthenticator',
      () => tokenAuthenticator({ api: api(), encryptor: {}, token: 'a' } as never),
      'encryptor',
    ],
    ['tokenAuthenticator', () => tokenAuthenticator({ api: api(), encryptor, token: 5 } as never), 'token'],
    ['loginWithToken', () => loginWithToken(api(), { ...good, timeoutMs: 5 } as never), 'timeoutMs'],
    ['loginWithToken', () => loginWithToken(api(), { ...good, waitTimeoutMs: Number.NaN }), 'waitTimeoutMs'],
    ['loginWithToken', () => loginWithToken(api(), good, { Signal: 1 } as never), 'Signal'],
    [
      'loginWithXades',
      () => loginWithXades(api(), { ...good, signer: { signAuthRequest() {} } } as never),
      'token',
    ],
  ];
  it.each(cases)('by %s: %#', async (_name, act, input) => {
    const failure = await Promise.resolve()
      .then(act)
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'INVALID_OPTION', input });
  });
});
