import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { InvoiceInput, KsefEvent } from '@ksef/client';
import { type ContextIdentifier, lenientNip, toContext } from '@ksef/core';
import { readInvoice } from '@ksef/documents';
import type { Call } from '../../command/call.js';
import type { Run } from '../../command/command-spec.js';
import { openKsef } from '../../connect/open-ksef.js';
import { readInputs } from '../../files/read-inputs.js';
import { exitCodes } from '../../output/cli-error.js';
import { isAbort } from '../../output/exit-code-of.js';
import { homeFolder } from '../../profile/home.js';
import { checkedInputs } from './checked-inputs.js';
import { InputNames } from './input-names.js';
import { ReceiptFolder } from './receipt-folder.js';
import { sealingKey } from './sealing-key.js';
import { SendReport } from './send-report.js';

/** `ksef send`: any number of invoices, each exactly once. */
export const send: Run = async (call) => {
  const inputs = invoicesOf(call);
  // The first invoice says for whom, unless the user does.
  const first = await inputs.next();
  if (first.done === true) {
    throw call.usage({ en: 'No invoices to send.', pl: 'Nie ma faktur do wysłania.' });
  }
  const runId = call.text('runId') ?? makeRunId();
  const report = new SendReport(call);
  const receipts = new ReceiptFolder(call.text('upo'));
  const { ksef } = await openKsef(call, {
    context: sellerOf(first.value),
    onEvent: (event) => progress(call, report, event),
  });
  const { fileJournal } = await import('@ksef/client');
  const { filePartStore } = await import('@ksef/sessions/batch');
  const home = homeFolder(call.around.env);
  const journal = fileJournal(join(home, 'journal'));
  const run = { journal, runId };
  const batch = {
    ...run,
    sealingKey: await sealingKey(home),
    partStore: filePartStore(join(home, 'parts')),
    onUpo: receipts.takePage,
  };
  const names = new InputNames();
  const source = names.name(checkedInputs(call, startingWith(first.value, inputs), report));
  const online = { ...run, withUpo: receipts.isWanted };
  const { signal } = call;
  const mode = call.text('mode');
  const results =
    mode === 'online'
      ? ksef.sendInvoices(source, { ...online, signal })
      : mode === 'batch'
        ? ksef.sendBatch(source, { ...batch, signal })
        : ksef.send(source, { online, batch, signal });
  try {
    await report.write(results, receipts, names);
  } catch (error) {
    call.out.note(resumeHint(call, runId));
    if (isAbort(error) || signal.aborted) return exitCodes.interrupted;
    throw error;
  }
  if (signal.aborted) {
    call.out.note(resumeHint(call, runId));
    return exitCodes.interrupted;
  }
  if (report.isComplete) await journal.remove(runId);
  else call.out.note(resumeHint(call, runId));
  return report.exitCode;
};

async function* invoicesOf(call: Call): AsyncGenerator<InvoiceInput, undefined> {
  const isOffline = call.flag('offline') ? { offlineMode: true } : {};
  for await (const { name, content } of readInputs(call)) yield { name, content, ...isOffline };
  return undefined;
}

async function* startingWith(
  first: InvoiceInput,
  rest: AsyncGenerator<InvoiceInput, undefined>,
): AsyncGenerator<InvoiceInput> {
  yield first;
  yield* rest;
}

/** Undefined for a file that is not an invoice: it gets its own result, and the context comes from elsewhere. */
function sellerOf({ content }: InvoiceInput): ContextIdentifier | undefined {
  try {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    return toContext(lenientNip(readInvoice(bytes).sellerNip));
  } catch {
    return undefined;
  }
}

function makeRunId(): string {
  const time = new Date().toISOString().slice(0, 19).replace(/[-:]/g, '').replace('T', '-');
  return `${time}-${randomBytes(3).toString('hex')}`;
}

function progress(call: Call, report: SendReport, event: KsefEvent): void {
  const count = call.say({ en: `${report.count} done`, pl: `gotowe: ${report.count}` });
  if (event.type === 'mode-chosen') call.out.trace(event.reason);
  if (event.type === 'waiting') call.out.progress.show(`${count}; ${event.what}`);
  if (event.type === 'batch-packing')
    call.out.progress.show(`${count}; ${event.invoiceCount}, ${event.sizeBytes} B`);
  if (event.type === 'batch-state')
    call.out.progress.show(event.description, event.successfulInvoiceCount, event.invoiceCount);
  if (event.type === 'part-uploaded') call.out.progress.show(count, event.ordinalNumber, event.partCount);
  if (event.type === 'invoice-finished') call.out.progress.show(count);
}

function resumeHint(call: Call, runId: string): string {
  const quoted = call.args.map((argument) => (/^[\w./:-]+$/.test(argument) ? argument : `'${argument}'`));
  const command = `ksef send ${quoted.join(' ')} --run-id ${runId}`;
  return call.say({
    en: `To resume, without sending anything twice: ${command}`,
    pl: `Aby wznowić bez wysyłania czegokolwiek dwa razy: ${command}`,
  });
}
