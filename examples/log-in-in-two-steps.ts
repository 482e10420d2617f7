// Logs in with a signature value that another machine makes: a browser, a phone, a signing service in the intranet.
import { createSign } from 'node:crypto';
import { createKsef } from '@ksef/client';
import { nip } from '@ksef/core';
import { startEmulator } from '@ksef/emulator';
import { completeAuthRequest, type PreparedAuthRequest, prepareAuthRequest } from '@ksef/signing';
import { testPersonCertificate } from '@ksef/signing/testing';

const context = nip('5265877635');
const emulator = await startEmulator();
const { certificatePem, privateKeyPem } = await testPersonCertificate({ nip: context });

/** The other machine: it gets JSON without secrets, has the key, and answers with the signature as Base64. */
function otherMachine(message: string): string {
  const { bytes, algorithm } = JSON.parse(message) as PreparedAuthRequest;
  const hash = algorithm.hash.replace('-', '');
  return createSign(hash).update(bytes, 'base64').sign(privateKeyPem, 'base64');
}

const ksef = createKsef({
  environment: emulator.environment,
  credentials: {
    signer: {
      async signAuthRequest(request) {
        const message = JSON.stringify(await prepareAuthRequest(request, certificatePem));
        return completeAuthRequest(JSON.parse(message), otherMachine(message));
      },
    },
  },
  context,
});
for await (const { referenceNumber } of ksef.authSessions())
  console.log(`The other machine logged in: ${referenceNumber}`);
await ksef.logout();
await emulator.close();
