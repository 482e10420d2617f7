import { makeTestToken } from '@ksef/emulator';
import { invoice, sellerNip } from './invoices.mjs';
import { loggedInClient } from './logged-in-client.mjs';

const [apiUrl = '', qrUrl = '', count = ''] = process.argv.slice(2);
const ksef = await loggedInClient(apiUrl, qrUrl, sellerNip, makeTestToken(sellerNip));

const cpu = process.cpuUsage();
const start = performance.now();
let accepted = 0;
for await (const result of ksef.sendInvoices(source(), { concurrency: 8 })) {
  if (result.status === 'accepted') accepted++;
}
report(accepted);

function* source() {
  for (let index = 0; index < Number(count); index++) yield { name: `${index}.xml`, content: invoice(index) };
}

function report(done) {
  const used = process.cpuUsage(cpu);
  process.send?.({
    accepted: done,
    seconds: (performance.now() - start) / 1000,
    cpuMsPerInvoice: (used.user + used.system) / 1000 / done,
  });
}
