import { revokeSession } from '@ksef/auth';
import { createKsef, type KsefEvent } from '@ksef/client';
import { type Emulator, startEmulator } from '@ksef/emulator';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { seller, token } from '../src/invoice-xml.js';
import { leapingClock } from '../src/leaping-clock.mjs';

let emulator: Emulator;
beforeEach(async () => {
  emulator = await startEmulator();
});
afterEach(() => emulator.close());

/** A client, and what it tells of its logins. */
function connect(aheadMs = 0) {
  const told: KsefEvent['type'][] = [];
  const clock = leapingClock();
  const ksef = createKsef({
    environment: emulator.environment,
    credentials: { ksefToken: token },
    context: seller,
    clock: { ...clock, now: () => clock.now() + aheadMs },
    rateLimiter: false,
    onEvent: ({ type }) => /^(login|refresh|clock)/.test(type) && told.push(type),
  });
  return { ksef, told };
}

const past20Minutes = () => emulator.control.advanceClock(20 * 60_000);

describe('a client that is logged in', () => {
  it('refreshes once when its access token has run out, and works on', async () => {
    const { ksef, told } = connect();
    await ksef.limits();
    past20Minutes();
    await ksef.limits();
    expect(told).toEqual(['login', 'refresh']);
  });

  it('logs in anew when its login was revoked', async () => {
    const { ksef, told } = connect();
    await ksef.limits();
    for await (const { referenceNumber } of connect().ksef.authSessions())
      await revokeSession(ksef.api, referenceNumber);
    past20Minutes();
    await ksef.limits();
    expect(told).toEqual(['login', 'refresh-refused', 'login']);
  });

  it.each([
    [1, ['login', 'refresh-failed', 'refresh']],
    [2, ['login', 'refresh-failed', 'refresh-failed', 'login']],
  ])('repeats a refresh that KSeF answers with 500, then logs in (%i times)', async (times, expected) => {
    const { ksef, told } = connect();
    await ksef.limits();
    past20Minutes();
    emulator.control.addFault({ path: '/auth/token/refresh', kind: 'error', status: 500, times });
    await ksef.limits();
    expect(told).toEqual(expected);
  });

  it.each([16 * 60_000, 30 * 86_400_000])('works with a clock that is ahead by %i ms', async (aheadMs) => {
    const { ksef, told } = connect(aheadMs);
    for (let call = 0; call < 5; call++) await ksef.limits();
    past20Minutes();
    await ksef.limits();
    expect(told.slice(0, 2)).toEqual(['clock-ahead', 'login']);
    expect(emulator.control.events('login')).toHaveLength(told.filter((type) => type === 'login').length);
    expect(told.filter((type) => type !== 'clock-ahead')).toHaveLength(2);
  });

  it('is not logged out by another that logs in', async () => {
    const [one, other] = [connect(), connect()];
    for (const { ksef } of [one, other, one]) await ksef.limits();
    past20Minutes();
    for (const { ksef } of [one, other]) await ksef.limits();
    expect([one.told, other.told]).toEqual(Array(2).fill(['login', 'refresh']));
  });
});

describe('a login', () => {
  it('goes on with new keys when KSeF has withdrawn those at hand', async () => {
    const { ksef, told } = connect();
    await ksef.login();
    emulator.control.rotateKeys('emergency');
    await ksef.tokens.forceLogin({ type: 'Nip', value: seller });
    expect(told).toEqual(['login', 'login']);
  });

  it.each([
    ['/auth/challenge', 'cutAfter'],
    ['/auth/ksef-token', 'cutAfter'],
    ['/auth/{referenceNumber}', 'truncate'],
    ['/auth/token/redeem', 'cutAfter'],
    ['/auth/token/redeem', 'slow'],
  ] as const)('is got through when the answer of %s is lost (%s)', async (path, kind) => {
    const { ksef } = connect();
    emulator.control.addFault({ path, kind, ms: 100 });
    await ksef.limits();
    expect(emulator.control.events('fault')).toHaveLength(1);
  });
});
