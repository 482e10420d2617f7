import { type Api, createApi, listPublicKeyCertificates } from '@ksef/api';
import { tokenAuthenticator } from '@ksef/auth';
import { type Clock, type Nip, nip, systemClock, toContext } from '@ksef/core';
import { EncryptionService } from '@ksef/crypto';
import { type Emulator, makeTestToken, startEmulator } from '@ksef/emulator';

export const seller = nip('5251230007');
export const buyer = nip('7811900008');

/** Pauses are cut short: tests wait for events, not for time. */
export const hastyClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) => systemClock.sleep(Math.min(ms, 20), signal),
};

/** Pauses are short, and yet the time that they should take has passed after them. */
export function leapingClock(): Clock & { leap(ms: number): void } {
  let leaptMs = 0;
  return {
    now: () => Date.now() + leaptMs,
    sleep: async (ms, signal) => {
      await systemClock.sleep(Math.min(ms, 20), signal);
      leaptMs += Math.max(0, ms - 20);
    },
    leap: (ms) => {
      leaptMs += ms;
    },
  };
}

export interface TestKsef {
  readonly emulator: Emulator;
  readonly api: Api;
  readonly encryptor: EncryptionService;
}

/** An emulator, and an API client that is logged in, for the buyer unless another is named. */
export async function startKsef(clock: Clock = hastyClock, context: Nip = buyer): Promise<TestKsef> {
  const emulator = await startEmulator();
  return { emulator, ...(await connect(emulator.environment, clock, context)) };
}

export async function connect(
  environment: Emulator['environment'],
  clock: Clock = hastyClock,
  context: Nip = buyer,
) {
  const open = createApi({ environment, clock, timeoutMs: 10_000 });
  const encryptor = new EncryptionService({
    source: { listPublicKeys: (call) => listPublicKeyCertificates(open, {}, call) },
  });
  const authenticator = tokenAuthenticator({ api: open, encryptor, token: makeTestToken(context) });
  const { accessToken } = await authenticator.login(toContext(context), {});
  return {
    encryptor,
    accessToken: accessToken.token,
    api: open.withAccessToken(() => accessToken.token).inContext(context),
  };
}

export async function collect<T>(source: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const one of source) all.push(one);
  return all;
}
