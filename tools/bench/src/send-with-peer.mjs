import { nip } from '@ksef/core';
import { makeTestToken } from '@ksef/emulator';
import { KSeFClient, openSendAndClose } from 'ksef-client-ts';
import { invoice, sellerNip } from './invoices.mjs';

const [apiUrl = '', , count = ''] = process.argv.slice(2);
// Its own rate limit and pauses are off: both clients may go as fast as they can.
const client = new KSeFClient({ baseUrl: new URL(apiUrl).origin, rateLimit: null });
await client.crypto.init();
await client.loginWithToken(makeTestToken(nip(sellerNip)), sellerNip);

const cpu = process.cpuUsage();
const start = performance.now();
const invoices = Array.from({ length: Number(count) }, (_, index) => invoice(index));
const upo = await openSendAndClose(client, invoices, { pollOptions: { intervalMs: 100, maxAttempts: 600 } });
const used = process.cpuUsage(cpu);
process.send?.({
  accepted: upo.successfulInvoiceCount ?? 0,
  seconds: (performance.now() - start) / 1000,
  cpuMsPerInvoice: (used.user + used.system) / 1000 / Number(count),
});
