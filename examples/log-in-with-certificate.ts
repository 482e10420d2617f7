// Logs in with a certificate: a KSeF certificate, a qualified signature or seal, whose key is in a file.
import { createApi } from '@ksef/api';
import { listSessions, loginWithXades } from '@ksef/auth';
import { nip } from '@ksef/core';
import { startEmulator } from '@ksef/emulator';
import { signerFromPem, xadesSigner } from '@ksef/signing';
import { testPersonCertificate, testSealCertificate } from '@ksef/signing/testing';

const context = nip('5265877635');
const emulator = await startEmulator();
const api = createApi({ environment: emulator.environment });

// Yours come from files: signerFromPem for .pem, signerFromPkcs12 for .p12 and .pfx.
const certificates = {
  person: await testPersonCertificate({ nip: context }),
  seal: await testSealCertificate({ nip: context }, { keyType: 'RSA-2048' }),
};

for (const [who, { certificatePem, privateKeyPem }] of Object.entries(certificates)) {
  const signer = await signerFromPem({ certificate: certificatePem, key: privateKeyPem });
  const { referenceNumber, accessToken } = await loginWithXades(api, {
    context,
    signer: xadesSigner(signer),
  });
  console.log(`The ${who} logged in: ${referenceNumber}, until ${accessToken.validUntil}`);
  const source = { getToken: async () => accessToken.token };
  for await (const session of listSessions(api.withAccessToken(source).inContext(context)))
    console.log(`  ${session.referenceNumber}`);
}
await emulator.close();
