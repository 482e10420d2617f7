// The client in a process of its own, without a loader, so that its memory and processor time are the client's.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { makeTestToken } from '@ksef/emulator';
import { sellerNip } from './invoices.mjs';
import { loggedInClient } from './logged-in-client.mjs';

const [apiUrl = '', qrUrl = '', countText = '', bytesText = ''] = process.argv.slice(2);
const template = readFileSync(new URL('../../../examples/invoices/1-vat.xml', import.meta.url), 'utf8');
const [head = '', tail = ''] = template.split(/<P_2>[^<]*<\/P_2>/);

/** An invoice of about as many bytes as asked for; what fills it compresses little. */
function invoice(index) {
  let text = `${head}<P_2>BENCH/${index}</P_2>${tail}`;
  const missing = Number(bytesText) - Buffer.byteLength(text) - 9;
  if (missing > 0) {
    let filling = '';
    while (filling.length < missing) filling += randomUUID();
    text += `<!-- ${filling.slice(0, missing).replaceAll('--', '-')} -->`;
  }
  return Buffer.from(text);
}

function* invoices() {
  for (let index = 0; index < Number(countText); index++)
    yield { name: `${index}.xml`, content: invoice(index) };
}

const ksef = await loggedInClient(apiUrl, qrUrl, sellerNip, makeTestToken(sellerNip));

const cpu = process.cpuUsage();
const start = performance.now();
let accepted = 0;
for await (const { status, error } of ksef.sendBatch(invoices())) {
  if (status === 'accepted') accepted++;
  else process.stderr.write(`${status} ${error?.message}\n`);
}
const { user, system } = process.cpuUsage(cpu);
process.send?.({
  accepted,
  seconds: (performance.now() - start) / 1000,
  cpuSeconds: (user + system) / 1e6,
  peakMb: process.resourceUsage().maxRSS / 1024,
});
