// Sends a batch and receives it again; prints what was loaded from where.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { createKsef } from '@ksef/client';
import { lenientNip } from '@ksef/core';
import { makeTestToken, startEmulator } from '@ksef/emulator';

interface Answer {
  readonly answer?: { readonly lengths?: readonly number[] };
}
const answers: Answer[] = [];
const { on } = Worker.prototype;
Worker.prototype.on = function (this: Worker, event: string, listener: (...given: unknown[]) => void) {
  if (event === 'message') on.call(this, event, (answer: Answer) => answers.push(answer));
  return on.call(this, event, listener);
} as typeof on;

const emulator = await startEmulator();
const ksef = createKsef({
  environment: emulator.environment,
  credentials: { ksefToken: makeTestToken },
  context: lenientNip('5251230007'),
});
const xml = await readFile(join(import.meta.dirname, '../../invoices/1-vat.xml'), 'utf8');
const many = Array.from({ length: 300 }, (_, index) => ({
  content: xml.replace(/<P_2>[^<]*/, `<P_2>S/${index}`),
}));
let accepted = 0;
for await (const { status } of ksef.sendBatch(many)) if (status === 'accepted') accepted++;

const from = new Date(Date.now() - 86_400_000).toISOString();
let received = 0;
for await (const { content } of ksef.exportInvoices({
  subjectType: 'Subject1',
  dateRange: { dateType: 'PermanentStorage', from },
}))
  if (content !== undefined) received++;
await emulator.close();

const loaded = ['@ksef/client', '@ksef/core', '@ksef/emulator'].map((name) => import.meta.resolve(name));
const deflatedOnThreads = answers.some(({ answer }) => answer?.lengths !== undefined);
const { threadFiles } = globalThis as unknown as { readonly threadFiles: readonly string[] };
console.log(JSON.stringify({ loaded, accepted, received, deflatedOnThreads, threadFiles }));
