// Logs in with a qualified signature whose key is in a PKCS#12 file (.p12, .pfx).
// P12_FILE, P12_PASSPHRASE and KSEF_NIP name the file, its passphrase and the context.
import { readFile } from 'node:fs/promises';
import { createKsef } from '@ksef/client';
import { nip } from '@ksef/core';
import { startEmulator } from '@ksef/emulator';
import { signerFromPkcs12, xadesSigner } from '@ksef/signing';

const { P12_FILE = 'signature.p12', P12_PASSPHRASE, KSEF_NIP = '5265877635' } = process.env;
const signer = await signerFromPkcs12({ pkcs12: await readFile(P12_FILE), passphrase: P12_PASSPHRASE });

const emulator = await startEmulator();
const ksef = createKsef({
  environment: emulator.environment, // 'test', 'demo' or 'prd' for KSeF
  credentials: { signer: xadesSigner(signer) },
  context: nip(KSEF_NIP),
});
for await (const { referenceNumber, authenticationMethodInfo } of ksef.authSessions())
  console.log(`Logged in: ${referenceNumber}, by ${authenticationMethodInfo.displayName}`);
await ksef.logout();
await emulator.close();
