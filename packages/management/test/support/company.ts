import { createKsef } from '@ksef/client';
import { type Clock, systemClock } from '@ksef/core';
import { type Emulator, startEmulator } from '@ksef/emulator';
import { signerFromPem, xadesSigner } from '@ksef/signing';
import { type TestCertificate, testPersonCertificate, testSealCertificate } from '@ksef/signing/testing';

/** Two companies, in the order of most tests: who grants, and who receives. */
export const company = '5265877635';
export const office = '7811900008';
export const pesel = '90010112349';

/** Waits at most 20 ms at a time. */
export const hasty: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) => systemClock.sleep(Math.min(ms, 20), signal),
};

/** An emulator that checks permissions as KSeF does. */
export function startKsef(): Promise<Emulator> {
  return startEmulator({ permissions: 'checked', tokenActivationDelayMs: 50 });
}

/** A client that logs in by the seal of a company. */
export async function sealClient(emulator: Emulator, nip: string) {
  return clientOf(emulator, await testSealCertificate({ nip }));
}

/** A client that logs in by the qualified signature of a person. */
export async function personClient(emulator: Emulator) {
  return clientOf(emulator, await testPersonCertificate({ pesel }));
}

async function clientOf(emulator: Emulator, { certificatePem, privateKeyPem }: TestCertificate) {
  const signer = xadesSigner(await signerFromPem({ certificate: certificatePem, key: privateKeyPem }));
  return createKsef({
    environment: emulator.environment,
    credentials: { signer },
    clock: hasty,
    rateLimiter: false,
  });
}

/** All of a list. */
export async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}
