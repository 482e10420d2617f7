// Logs in with a key that lives elsewhere: in a KMS, an HSM, on a card. Here, it lives behind a function.
import { createSign } from 'node:crypto';
import { createKsef } from '@ksef/client';
import { nip } from '@ksef/core';
import { startEmulator } from '@ksef/emulator';
import { remoteSigner, xadesSigner } from '@ksef/signing';
import { testPersonCertificate } from '@ksef/signing/testing';

const context = nip('5265877635');
const emulator = await startEmulator();
const { certificatePem, privateKeyPem } = await testPersonCertificate({ nip: context });

const signer = await remoteSigner({
  certificate: certificatePem,
  // Yours calls the service that has the key. DER, as here, or r and s side by side.
  sign: async (bytes) => new Uint8Array(createSign('SHA256').update(bytes).sign(privateKeyPem)),
});

const ksef = createKsef({
  environment: emulator.environment,
  credentials: { signer: xadesSigner(signer) },
  context,
});
for await (const { referenceNumber } of ksef.authSessions())
  console.log(`The remote key logged in: ${referenceNumber}`);
await ksef.logout();
await emulator.close();
