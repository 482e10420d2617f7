// Gets a KSeF certificate with a seal, logs in with it, and revokes it again.
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApi } from '@ksef/api';
import { loginWithXades } from '@ksef/auth';
import { issueCertificate, queryCertificates, revokeCertificate } from '@ksef/certificates';
import { nip } from '@ksef/core';
import { startEmulator } from '@ksef/emulator';
import { type Signer, signerFromPem, xadesSigner } from '@ksef/signing';
import { testSealCertificate } from '@ksef/signing/testing';

const context = nip('5265877635');
const emulator = await startEmulator();
const api = createApi({ environment: emulator.environment });
const folder = process.env.OUT_DIR ?? (await mkdtemp(join(tmpdir(), 'ksef-certificate-')));

async function logIn(signer: Signer): Promise<string> {
  const { accessToken } = await loginWithXades(api, { context, signer: xadesSigner(signer) });
  return accessToken.token;
}

// The first login is by a certificate of yours: a qualified seal or signature, or a KSeF certificate that is still valid.
const { certificatePem, privateKeyPem } = await testSealCertificate({ nip: context });
const bearer = await logIn(await signerFromPem({ certificate: certificatePem, key: privateKeyPem }));

const issued = await issueCertificate(
  api,
  {
    name: 'Warehouse 2027',
    type: 'Authentication',
    stateFile: join(folder, 'warehouse.json'),
    passphrase: process.env.KEY_PASSPHRASE ?? 'for the example only',
  },
  { bearer },
);
console.log(`Certificate ${issued.serialNumber}, key in ${issued.keyFile}`);

const own = { bearer: await logIn(issued.signer) };
for await (const { name, status, validTo } of queryCertificates(api, { type: 'Authentication' }, own))
  console.log(`${name}: ${status} until ${validTo}`);

await revokeCertificate(api, issued.serialNumber, { ...own, reason: 'Superseded' });
await logIn(issued.signer).catch((error) => console.log(`After revocation: ${error.message}`));
await emulator.close();
