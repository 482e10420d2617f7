// Logs in with a key that lives elsewhere: in a KMS, an HSM, on a card. Here, it lives behind a function.
import { createSign } from 'node:crypto';
import { createApi } from '@ksef/api';
import { loginWithXades } from '@ksef/auth';
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

const api = createApi({ environment: emulator.environment });
const { referenceNumber } = await loginWithXades(api, { context, signer: xadesSigner(signer) });
console.log(`The remote key logged in: ${referenceNumber}`);
await emulator.close();
