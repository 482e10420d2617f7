import { type Clock, nip, runInContext, systemClock } from '@ksef/core';
import { type Emulator, makeTestToken, startEmulator } from '@ksef/emulator';
import { afterEach, beforeEach, describe, expect, expectTypeOf, it } from 'vitest';
import { createKsef, type Ksef } from '../src/index.js';

const one = nip('5251230007');
const other = nip('7811900008');
const hasty: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) => systemClock.sleep(Math.min(ms, 20), signal),
};
const counting = (ksef: Ksef) => ({
  async countLogins(): Promise<number> {
    let count = 0;
    for await (const _ of ksef.authSessions()) count++;
    return count;
  },
});
const naming = ({ environment }: Pick<Ksef, 'environment'>) => ({ home: { url: environment.apiUrl } });
let emulator: Emulator;
let ksef: Ksef;

beforeEach(async () => {
  emulator = await startEmulator();
  ksef = createKsef({
    environment: emulator.environment,
    credentials: { ksefToken: makeTestToken },
    clock: hasty,
  });
});

afterEach(async () => {
  await emulator.close();
});

describe('extend', () => {
  it('adds typed members of several extensions, and leaves the client as it was', () => {
    const extended = ksef.extend(counting, naming);
    expect(extended.home.url).toBe(emulator.environment.apiUrl);
    expectTypeOf(extended.countLogins).returns.resolves.toEqualTypeOf<number>();
    expectTypeOf(extended.home.url).toEqualTypeOf<string>();
    expect(ksef).not.toHaveProperty('home');
    expectTypeOf(ksef).not.toHaveProperty('home');
  });

  it('keeps them through inContext, withPriority and extend, each for its own context', async () => {
    const extended = ksef.extend(counting);
    await extended.inContext(one).login();
    await extended.inContext(one).tokens.forceLogin({ type: 'Nip', value: one });
    expect(await extended.inContext(one).countLogins()).toBe(2);
    const bound = extended.withPriority('interactive').inContext(other).extend(naming);
    expect(await bound.countLogins()).toBe(1);
    expect(bound.home.url).toBe(emulator.environment.apiUrl);
    expect(await runInContext(one, () => extended.countLogins())).toBe(2);
  });

  it('shows a later extension what the ones before it added', () => {
    const last = (base: Ksef) => ({ hasHome: 'home' in base, hasLast: 'hasLast' in base });
    expect(ksef.extend(naming, last)).toMatchObject({ hasHome: true, hasLast: false });
    expect(ksef.extend(naming).extend(last)).toMatchObject({ hasHome: true, hasLast: false });
  });

  it('tells an extension the context', () => {
    const where = ({ context }: Ksef) => ({ place: context?.value });
    expect(ksef.extend(where).place).toBeUndefined();
    expect(ksef.extend(where).inContext(one).place).toBe(one);
  });

  it('is the same client without any', () => {
    expect(Object.keys(ksef.extend())).toEqual(Object.keys(ksef));
  });

  it.each([
    ['a member of the client', [() => ({ send: () => 'nothing' })], /member "send" already/],
    ['a member of another extension', [naming, naming], /member "home" already/],
    ['what is not a function', [{ home: 1 }], /extensions\[0\]/],
    ['a function that returns nothing', [naming, () => undefined], /extensions\[1\]/],
    ['a function that returns a promise', [async () => ({ late: 1 })], /extensions\[0\]/],
  ])('refuses %s', (_what, extensions, message) => {
    const extend = () => ksef.extend(...(extensions as never[]));
    expect(extend).toThrow(expect.objectContaining({ code: 'INVALID_OPTION' }));
    expect(extend).toThrow(message);
  });
});
