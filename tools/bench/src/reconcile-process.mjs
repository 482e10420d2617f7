// One reconciliation in a process of its own, without a loader, so that its memory is the measured code's.
import { reconcile } from '@ksef/reconciliation';
import { loggedInClient } from './logged-in-client.mjs';

const [baseUrl = '', qrUrl = '', nip = '', token = '', size = '', prefix = ''] = process.argv.slice(2);
const count = Number(size);
const buyer = '7811900008';

const ksef = await loggedInClient(baseUrl, qrUrl, nip, token);
const today = new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Warsaw' }).format(new Date());

/** All invoices that were seeded, and one more. */
function* books() {
  for (let index = 0; index <= count; index++) {
    const net = 100 + (index % 1000);
    const gross = (net + Math.round(net * 23) / 100).toFixed(2);
    yield { number: `${prefix}${index + 1}`, date: today, gross, nip: buyer };
  }
}

const cpu = process.cpuUsage();
const start = performance.now();
const work = reconcile(ksef, { from: today, to: today, subjectTypes: ['Subject1'], books: books() });
let chars = 0;
for await (const line of work.csv()) chars += line.length;
const { matchCount, findings } = work.summary();
if (matchCount !== count || findings['missing-in-ksef'] !== 1)
  throw new Error(`${matchCount} of ${count} invoices agree: ${JSON.stringify(findings)}`);
const { user, system } = process.cpuUsage(cpu);
process.send?.({
  seconds: (performance.now() - start) / 1000,
  cpuSeconds: (user + system) / 1e6,
  peakMb: process.resourceUsage().maxRSS / 1024,
  bytes: chars,
});
