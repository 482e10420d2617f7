// Gets a KSeF certificate with a person's signature, once, and logs in with it from then on.
import { join } from 'node:path';
import { issueCertificate } from '@ksef/certificates';
import { createKsef, type Ksef } from '@ksef/client';
import { nip } from '@ksef/core';
import { startEmulator } from '@ksef/emulator';
import { type Signer, signerFromPem, xadesSigner } from '@ksef/signing';
import { testPersonCertificate } from '@ksef/signing/testing';

const folder = process.env.OUT_DIR ?? join(import.meta.dirname, '../out');
const context = nip('5265877635');
const emulator = await startEmulator();

// Yours is a qualified signature or a seal.
const { certificatePem, privateKeyPem } = await testPersonCertificate({ nip: context });
const person = await signerFromPem({ certificate: certificatePem, key: privateKeyPem });

const { signer, serialNumber, keyFile } = await issueCertificate(connect(person).api, {
  name: 'Warehouse 2027',
  type: 'Authentication',
  stateFile: join(folder, `warehouse-${Date.now()}.json`), // a fixed name: the same file gives the same certificate
  passphrase: process.env.KEY_PASSPHRASE ?? 'change me',
});
console.log(`KSeF issued ${serialNumber}; its key is in ${keyFile}`);

const ksef = connect(signer);
await ksef.login();
console.log(`The certificate ${serialNumber} logged in`);
await ksef.logout();
await emulator.close();

function connect(by: Signer): Ksef {
  const credentials = { signer: xadesSigner(by) };
  return createKsef({ environment: emulator.environment, credentials, context });
}
