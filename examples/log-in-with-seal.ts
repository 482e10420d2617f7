// Logs in with the seal of an organisation, whose key is in a file.
import { createKsef } from '@ksef/client';
import { nip } from '@ksef/core';
import { startEmulator } from '@ksef/emulator';
import { signerFromPem, xadesSigner } from '@ksef/signing';
import { testSealCertificate } from '@ksef/signing/testing';

const context = nip('5265877635');
const emulator = await startEmulator();

// Yours comes from files, or from an HSM: see pkcs11-signer.ts.
const { certificatePem, privateKeyPem } = await testSealCertificate(
  { nip: context },
  { keyType: 'RSA-2048' },
);
const signer = await signerFromPem({ certificate: certificatePem, key: privateKeyPem });

const ksef = createKsef({
  environment: emulator.environment,
  credentials: { signer: xadesSigner(signer) },
  context,
});
for await (const { referenceNumber } of ksef.authSessions())
  console.log(`The seal logged in: ${referenceNumber}`);
await ksef.logout();
await emulator.close();
