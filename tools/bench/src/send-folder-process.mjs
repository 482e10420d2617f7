// A folder sent with the library alone, as `ksef send` sends it.
import { join } from 'node:path';
import { createKsef, fileJournal, filePartStore, invoicesInFolder } from '@ksef/client';
import { customEnvironment, nip } from '@ksef/core';
import { makeTestToken } from '@ksef/emulator';
import { sellerNip } from './invoices.mjs';

const [apiUrl = '', qrUrl = '', folder = '', home = ''] = process.argv.slice(2);
const ksef = createKsef({
  environment: customEnvironment({ name: 'bench', apiUrl, qrUrl }),
  credentials: { ksefToken: makeTestToken(sellerNip) },
  context: nip(sellerNip),
});
const run = { journal: fileJournal(join(home, 'journal')), runId: 'bench' };
const batch = { ...run, partStore: filePartStore(join(home, 'parts')) };
for await (const result of ksef.send(invoicesInFolder(folder), { online: run, batch })) {
  process.stdout.write(`${JSON.stringify({ status: result.status, name: result.name })}\n`);
}
