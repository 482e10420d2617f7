import { createKsef } from '@ksef/client';
import { customEnvironment, nip } from '@ksef/core';

/**
 * The client as a user makes it, logged in at an emulator.
 *
 * @param {string} apiUrl
 * @param {string} qrUrl
 * @param {string} owner NIP of the context
 * @param {string} ksefToken
 */
export async function loggedInClient(apiUrl, qrUrl, owner, ksefToken) {
  const ksef = createKsef({
    environment: customEnvironment({ name: 'bench', apiUrl, qrUrl }),
    credentials: { ksefToken },
    context: nip(owner),
  });
  await ksef.login();
  return ksef;
}
