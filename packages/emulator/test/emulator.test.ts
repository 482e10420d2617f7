import { spawn } from 'node:child_process';
import { appendFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { contractOperations } from '../src/generated/operations.js';
import { makeWorkFolder, workFolderPrefix } from '../src/kernel/storage/work-folders.js';
import { type Emulator, startEmulator } from '../src/start-emulator.js';
import { accessToken, call, context, redeem, startLogin, statusOf, testToken, tokenKeys } from './support.js';

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
});
afterEach(() => emulator.control.reset());
afterAll(() => emulator.close());

const modern = { 'x-error-format': 'problem-details' };

describe('login by KSeF token', () => {
  it('ends in tokens, redeemed once', async () => {
    const login = await startLogin(emulator);
    expect(login.status).toBe(202);
    expect((await statusOf(emulator, login)).code).toBe(200);
    const tokens = await redeem(emulator, login);
    expect(tokens.status).toBe(200);
    const again = await redeem(emulator, login);
    expect(again.status).toBe(400);
    expect(again.body.exception.exceptionDetailList[0].exceptionCode).toBe(21301);
    const refreshed = await call(emulator, 'POST', '/auth/token/refresh', {
      bearer: tokens.body.refreshToken.token,
    });
    expect(refreshed.body.accessToken.token).toMatch(/^eyJ/);
    expect(refreshed.body.accessToken.token).not.toBe(tokens.body.accessToken.token);
  });

  it('stays in progress for authDelayMs, and is not redeemed before', async () => {
    emulator.control.setAuthDelay(5_000);
    const login = await startLogin(emulator);
    expect((await statusOf(emulator, login)).code).toBe(100);
    expect((await redeem(emulator, login)).status).toBe(400);
    emulator.control.advanceClock(5_000);
    expect((await statusOf(emulator, login)).code).toBe(200);
  });

  it('shows a wrong time or token as status 450', async () => {
    for (const change of [
      { time: 1 },
      { token: 'short' },
      { token: testToken.replace('5265877635', '1111111111') },
    ]) {
      expect((await statusOf(emulator, await startLogin(emulator, change))).code).toBe(450);
    }
  });

  it('shows a blocked context as 480', async () => {
    await call(emulator, 'POST', '/testdata/context/block', { body: { contextIdentifier: context } });
    expect((await statusOf(emulator, await startLogin(emulator))).code).toBe(480);
  });

  it('refuses an old challenge (21111) and one used before', async () => {
    const used = '20261124-CR-0000000000-0000000000-00';
    const refused = await startLogin(emulator, { more: { challenge: used } });
    expect(refused.body.exception.exceptionDetailList[0].exceptionCode).toBe(21111);
  });

  it('keeps the IP policy at every use', async () => {
    const policy = { authorizationPolicy: { allowedIps: { ip4Addresses: ['10.0.0.1'] } } };
    const tokens = await redeem(emulator, await startLogin(emulator, { more: policy }));
    const refused = await call(emulator, 'GET', '/auth/sessions', { bearer: tokens.body.accessToken.token });
    expect([refused.status, refused.body.reasonCode]).toEqual([403, 'ip-not-allowed']);
  });

  it('lets everyone in by an IP policy that names nobody', async () => {
    const policy = { authorizationPolicy: { allowedIps: { ip4Addresses: [], ip4Masks: null } } };
    const { body } = await redeem(emulator, await startLogin(emulator, { more: policy }));
    expect((await call(emulator, 'GET', '/auth/sessions', { bearer: body.accessToken.token })).status).toBe(
      200,
    );
  });

  it.each([
    { ip4Addresses: ['10.0.0'] },
    { ip4Ranges: ['10.0.0.1'] },
    { ip4Masks: ['10.0.0.0/33'] },
    { ip4Addresses: '10.0.0.1' },
    { ip4Addresses: Array.from({ length: 11 }, (_, index) => `10.0.0.${index}`) },
  ])('refuses the IP policy %o with 21405', async (allowedIps) => {
    const { status, body } = await startLogin(emulator, { more: { authorizationPolicy: { allowedIps } } });
    expect([status, body.exception?.exceptionDetailList[0].exceptionCode]).toEqual([400, 21405]);
  });

  it('takes the right kind of token only, and none after its time', async () => {
    const login = await startLogin(emulator);
    const { authenticationToken } = login.body;
    expect(
      (await call(emulator, 'GET', '/auth/sessions', { bearer: authenticationToken.token })).status,
    ).toBe(403);
    const access = (await redeem(emulator, login)).body.accessToken.token;
    expect((await call(emulator, 'POST', '/auth/token/refresh', { bearer: access })).status).toBe(401);
    emulator.control.advanceClock(16 * 60_000);
    expect((await call(emulator, 'GET', '/auth/sessions', { bearer: access })).status).toBe(401);
  });

  it('refuses to refresh a revoked session', async () => {
    const { accessToken: access, refreshToken } = (await redeem(emulator, await startLogin(emulator))).body;
    expect((await call(emulator, 'DELETE', '/auth/sessions/current', { bearer: access.token })).status).toBe(
      204,
    );
    const refused = await call(emulator, 'POST', '/auth/token/refresh', {
      bearer: refreshToken.token,
      headers: modern,
    });
    expect(refused.body.errors[0].code).toBe(21301);
  });
});

describe('refusals', () => {
  it('come in both formats', async () => {
    const old = await call(emulator, 'POST', '/auth/ksef-token', { body: {} });
    expect(old.headers.get('content-type')).toContain('application/json');
    expect(old.body.exception.exceptionDetailList[0]).toMatchObject({ exceptionCode: 21405 });
    const modernOne = await call(emulator, 'POST', '/auth/ksef-token', { body: {}, headers: modern });
    expect(modernOne.headers.get('content-type')).toContain('application/problem+json');
    expect(modernOne.body).toMatchObject({
      status: 400,
      errors: [{ code: 21405 }],
      instance: '/v2/auth/ksef-token',
    });
  });

  it('are 21001 for broken JSON, 415 for another content type', async () => {
    const broken = await call(emulator, 'POST', '/auth/ksef-token', { body: '{', headers: modern });
    expect(broken.body.errors[0].code).toBe(21001);
    const headers = { 'content-type': 'text/plain' };
    expect((await call(emulator, 'POST', '/auth/ksef-token', { body: 'x', headers })).status).toBe(415);
  });

  it('are 401 problems without a token, 404 off the contract', async () => {
    const noToken = await call(emulator, 'GET', '/auth/sessions');
    expect([noToken.status, noToken.body.title]).toEqual([401, 'Unauthorized']);
    expect((await call(emulator, 'GET', '/nowhere')).status).toBe(404);
  });

  it.each(contractOperations)('are given to every operation of the contract: $method $path', async (one) => {
    const path = one.path.replace(/\{\w+\}/g, '1');
    expect((await call(emulator, one.method, path)).status).not.toBe(404);
  });

  it('accept an empty body of any content type', async () => {
    const headers = { 'content-type': 'application/json' };
    expect((await call(emulator, 'POST', '/auth/challenge', { headers })).status).toBe(200);
  });
});

describe('a public URL', () => {
  it('is where clients are led, to the API and to storage', async () => {
    const publicUrl = 'http://ksef.example:8080';
    const reached = await startEmulator({ publicUrl });
    try {
      expect(reached).toMatchObject({
        baseUrl: `${publicUrl}/v2`,
        controlUrl: `${publicUrl}/_emulator`,
        qrUrl: publicUrl,
        environment: { apiUrl: `${publicUrl}/v2` },
      });
    } finally {
      await reached.close();
    }
  });

  it.each(['ksef:8080', 'http://ksef/v2', 'ftp://ksef', 'http://user@ksef', ''])(
    'is refused unless it is an origin: %s',
    async (publicUrl) => {
      await expect(startEmulator({ publicUrl })).rejects.toThrow('such as http://ksef:8080');
    },
  );
});

describe('keys', () => {
  it('planned: old and new both log in; emergency: the old is refused with 21470', async () => {
    const [old] = await tokenKeys(emulator);
    if (old === undefined) throw new Error('no key');
    emulator.control.rotateKeys('planned');
    expect(await tokenKeys(emulator)).toHaveLength(2);
    expect((await startLogin(emulator, { key: old })).status).toBe(202);
    emulator.control.rotateKeys('emergency');
    expect(await tokenKeys(emulator)).toHaveLength(1);
    const refused = await startLogin(emulator, { key: old });
    expect(refused.body.exception.exceptionDetailList[0].exceptionCode).toBe(21470);
    expect((await startLogin(emulator)).status).toBe(202);
  });

  it('recertify: same key, other certificate', async () => {
    const [before] = await tokenKeys(emulator);
    emulator.control.rotateKeys('recertify');
    const [after, ...rest] = await tokenKeys(emulator);
    expect(rest).toEqual([]);
    expect(after?.publicKeyId).toBe(before?.publicKeyId);
    expect(after?.certificate).not.toBe(before?.certificate);
  });
});

describe('faults', () => {
  const challenge = () => call(emulator, 'POST', '/auth/challenge');
  const logins = () => emulator.control.events('request').length;

  it('error, html and rateLimit answer in place of the work', async () => {
    const path = '/auth/challenge';
    emulator.control.addFault({ kind: 'error', path, status: 400, code: 21999 });
    expect((await challenge()).body.exception.exceptionDetailList[0].exceptionCode).toBe(21999);
    emulator.control.addFault({ kind: 'html', path });
    const html = await challenge();
    expect([html.status, html.headers.get('content-type')]).toEqual([502, 'text/html; charset=utf-8']);
    emulator.control.addFault({ kind: 'rateLimit', path, retryAfter: 7 });
    const limited = await challenge();
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '7']);
    expect((await challenge()).status).toBe(200);
  });

  it('cutBefore loses the request, cutAfter only the answer', async () => {
    emulator.control.addFault({ kind: 'cutBefore', path: '/auth/ksef-token' });
    await expect(startLogin(emulator)).rejects.toThrow();
    expect(emulator.control.events('login')).toHaveLength(0);
    emulator.control.addFault({ kind: 'cutAfter', path: '/auth/ksef-token' });
    await expect(startLogin(emulator)).rejects.toThrow();
    expect(emulator.control.events('login')).toHaveLength(1);
  });

  it('errorAfter does the work, and answers as a proxy that lost it', async () => {
    emulator.control.addFault({ kind: 'errorAfter', status: 504, path: '/auth/ksef-token' });
    const { status, headers } = await startLogin(emulator);
    expect([status, headers.get('content-type')]).toEqual([504, expect.stringContaining('text/html')]);
    expect(emulator.control.events('login')).toHaveLength(1);
  });

  it('truncate ends the body half way; slow and delay take their time', async () => {
    emulator.control.addFault({ kind: 'truncate' });
    await expect(challenge()).rejects.toThrow();
    for (const kind of ['slow', 'delay'] as const) {
      emulator.control.addFault({ kind, ms: 100 });
      const start = performance.now();
      expect((await challenge()).status).toBe(200);
      expect(performance.now() - start).toBeGreaterThan(90);
    }
  });

  it('skip some requests and strike as often as told', async () => {
    emulator.control.addFault({ kind: 'error', status: 400, skip: 1, times: 2 });
    const statuses = [];
    for (let index = 0; index < 4; index++) statuses.push((await challenge()).status);
    expect(statuses).toEqual([200, 400, 400, 200]);
    expect(logins()).toBeGreaterThan(0);
  });
});

describe('the control side over HTTP', () => {
  const control = (method: string, path: string, body?: unknown) =>
    call({ baseUrl: emulator.controlUrl }, method, path, body === undefined ? {} : { body });

  it('moves the clock, plans faults, mints tokens, lists events, resets', async () => {
    expect((await control('GET', '/health')).status).toBe(200);
    const { body } = await control('POST', '/clock', { setTo: '2030-01-01T00:00:00Z' });
    expect(body.now).toMatch(/^2030-01-01T00:00:00/);
    expect((await control('POST', '/faults', { kind: 'error', status: 400 })).status).toBe(200);
    expect((await call(emulator, 'POST', '/auth/challenge')).status).toBe(400);
    const minted = await control('POST', '/tokens', { contextIdentifier: context });
    expect(minted.body.token).toContain('|nip-5265877635|');
    expect((await control('GET', '/events?type=fault')).body).toHaveLength(1);
    expect((await control('POST', '/reset')).status).toBe(204);
    emulator.control.setClock(new Date().toISOString());
  });
});

describe('settings', () => {
  it('strict knows minted tokens only', async () => {
    const strict = await startEmulator({ strict: true });
    expect((await statusOf(strict, await startLogin(strict))).code).toBe(450);
    const { token } = strict.control.mintToken(context);
    expect((await statusOf(strict, await startLogin(strict, { token }))).code).toBe(200);
    await strict.close();
  });

  it('contract rate limits answer 429 with Retry-After', async () => {
    const limited = await startEmulator({ rateLimits: 'contract' });
    const bearer = await accessToken(limited);
    const statuses = [];
    for (let index = 0; index < 11; index++) {
      statuses.push((await call(limited, 'GET', '/auth/sessions', { bearer })).status);
    }
    expect(statuses.slice(0, 10)).toEqual(Array(10).fill(200));
    expect(statuses[10]).toBe(429);
    const { headers, body } = await call(limited, 'GET', '/auth/sessions', { bearer });
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    expect(body.status.code).toBe(429);
    await limited.close();
  });

  it('a state folder keeps tokens and keys over a restart, also after a torn line', async () => {
    const stateDir = mkdtempSync(join(tmpdir(), 'ksef-emulator-'));
    const first = await startEmulator({ stateDir });
    const bearer = await accessToken(first);
    const keys = await tokenKeys(first);
    await first.close();
    appendFileSync(join(stateDir, 'logins.ndjson'), '["20261124-AU');
    const second = await startEmulator({ stateDir });
    expect(await tokenKeys(second)).toEqual(keys);
    expect((await call(second, 'GET', '/auth/sessions', { bearer })).body.items).toHaveLength(1);
    await second.close();
  });
});

describe('what a killed emulator left behind', () => {
  it('goes when the next one starts; what belongs to one that runs stays', async () => {
    const child = spawn(process.execPath, ['-e', '']);
    await new Promise((resolve) => child.once('exit', resolve));
    const left = mkdtempSync(join(tmpdir(), workFolderPrefix(child.pid ?? 0)));
    writeFileSync(join(left, 'blobs'), 'x');
    const ours = makeWorkFolder();
    const next = await startEmulator();
    try {
      expect(existsSync(left)).toBe(false);
      expect(existsSync(ours)).toBe(true);
    } finally {
      await next.close();
      rmSync(ours, { recursive: true });
    }
  });
});
