import { createApi } from '@ksef/api';
import { nip, systemClock } from '@ksef/core';
import { type Emulator, startEmulator } from '@ksef/emulator';
import { type Signer, signerFromPem, xadesSigner } from '@ksef/signing';
import { type TestCertificate, testSealCertificate } from '@ksef/signing/testing';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { listSessions } from '../../src/index.js';

export const context = nip('5265877635');

export const clock = {
  now: () => Date.now(),
  sleep: (ms: number, signal?: AbortSignal) => systemClock.sleep(Math.min(ms, 20), signal),
};

export const signerOf = ({ certificate, privateKeyPem }: TestCertificate, options = {}): Promise<Signer> =>
  signerFromPem({ certificate, key: privateKeyPem }, options);

/** Signs as the owner of `context`. */
export const ownSigner = async () => xadesSigner(await signerOf(await testSealCertificate({ nip: context })));

/** One emulator for the tests of a file, forgetful between them. */
export function useEmulator() {
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await startEmulator();
  });
  afterEach(() => emulator.control.reset());
  afterAll(() => emulator.close());

  const api = (of = emulator) => createApi({ environment: of.environment, clock });
  return {
    api,
    running: () => emulator,
    async countSessions(bearer: string): Promise<number> {
      let count = 0;
      for await (const _ of listSessions(api(), { bearer })) count++;
      return count;
    },
  };
}
