// Logs in with a document that a person signs elsewhere: by trusted profile on gov.pl, or in a vendor's program.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createKsef } from '@ksef/client';
import { nip } from '@ksef/core';
import { startEmulator } from '@ksef/emulator';
import { externalSigner } from '@ksef/signing';

const folder = process.env.OUT_DIR ?? join(import.meta.dirname, '../out');
const unsigned = join(folder, 'to-sign.xml');
const signed = join(folder, 'signed.xml');
await mkdir(folder, { recursive: true });

const signer = externalSigner(async (xml, { signal }) => {
  await rm(signed, { force: true });
  await writeFile(unsigned, xml);
  console.log(`Within ten minutes: sign ${unsigned} and save the result as ${signed}`);
  for (;;) {
    const document = await readFile(signed, 'utf8').catch(() => '');
    if (document.trimEnd().endsWith('AuthTokenRequest>')) return document; // else it is still being written
    await sleep(500, undefined, { signal });
  }
});

const emulator = await startEmulator();
const ksef = createKsef({
  environment: emulator.environment,
  credentials: { signer },
  context: nip('5265877635'),
});
await ksef.login({ signal: AbortSignal.timeout(600_000) });
console.log('The signed document logged in');
await ksef.logout();
await emulator.close();
