// The provider of one process of a fleet, as a service would have it. Plain JavaScript: workers run without a compiler.
import { createApi, listPublicKeyCertificates } from '@ksef/api';
import { tokenAuthenticator } from '@ksef/auth';
import { customEnvironment, systemClock } from '@ksef/core';
import { EncryptionService } from '@ksef/crypto';
import { makeTestToken } from '@ksef/emulator';
import { TokenProvider } from '@ksef/token-provider';

/** @type {import('./make-provider.d.mts').makeProvider} */
export function makeProvider(baseUrl, { store, lock, ...more }) {
  let aheadMs = 0;
  const clock = { now: () => Date.now() + aheadMs, sleep: systemClock.sleep };
  const environment = customEnvironment({
    name: 'emulator',
    apiUrl: baseUrl,
    qrUrl: new URL(baseUrl).origin,
  });
  const api = createApi({ environment, clock });
  const encryptor = new EncryptionService({
    source: { listPublicKeys: (call) => listPublicKeyCertificates(api, {}, call) },
    clock,
  });
  const authenticator = tokenAuthenticator({ api, encryptor, token: makeTestToken });
  const provider = new TokenProvider({ environment: 'emulator', authenticator, store, lock, clock, ...more });
  return {
    provider,
    advance(ms) {
      aheadMs += ms;
    },
  };
}
