import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { fileCheckpoints } from '@ksef/client';
import type { ReconcileOptions, Reconciliation, ReconciliationRow } from '@ksef/reconciliation';
import type { Call } from '../../../command/call.js';
import type { Run } from '../../../command/command-spec.js';
import { openKsef } from '../../../connect/open-ksef.js';
import { writeLines } from '../../../files/write-lines.js';
import { exitCodes } from '../../../output/cli-error.js';
import { dateTypes, subjectTypesOf } from '../invoice-filters.js';
import { showProgress } from '../show-progress.js';
import { rowColumns } from './row-columns.js';
import { showSummary } from './show-summary.js';

const separators = { comma: ',', semicolon: ';', tab: '\t' } as const;

/** `ksef reconcile`: KSeF against the user's own books. */
export const reconcile: Run = async (call) => {
  const { reconcile: start, readBooksCsv } = await import('@ksef/reconciliation');
  const file = call.text('books');
  const source = file === '-' ? call.around.stdin : file && createReadStream(file);
  const encoding = call.text('encoding');
  const books = source ? readBooksCsv(source, { encoding }) : undefined;
  const { ksef } = await openKsef(call, { onEvent: (event) => showProgress(call, event) });
  const work = start(ksef, await optionsOf(call, books));
  const out = call.text('out');
  if (out === undefined) await showRows(call, work);
  else {
    const delimiter = separators[(call.text('separator') ?? 'comma') as keyof typeof separators];
    await writeLines(out, work.csv({ delimiter, onlyFindings: !call.flag('all') }));
  }
  const summary = work.summary();
  await showSummary(call, summary);
  const isRight = Object.values(summary.findings).every((count) => count === 0);
  return isRight ? exitCodes.ok : exitCodes.refused;
};

async function optionsOf(call: Call, books: ReconcileOptions['books']): Promise<ReconcileOptions> {
  const [journal, received] = [call.text('journal'), call.text('received')];
  return {
    ...periodOf(call),
    dateType: dateTypes[(call.text('by') ?? 'issued') as keyof typeof dateTypes],
    subjectTypes: subjectTypesOf(call),
    books,
    journal:
      journal === undefined ? undefined : { journal: (await import('@ksef/sessions')).fileJournal(journal) },
    checkpointStore: received === undefined ? undefined : fileCheckpoints(join(received, '.ksef')),
    readInvoice: call.flag('rates') ? (await import('@ksef/invoice/read')).readInvoiceData : undefined,
    signal: call.signal,
  };
}

function periodOf(call: Call): Pick<ReconcileOptions, 'month' | 'from' | 'to'> {
  const month = call.arg(0);
  const [from, to] = [call.text('from'), call.text('to')];
  if (month !== '' && from === undefined && to === undefined) return { month };
  if (month === '' && from !== undefined && to !== undefined) return { from, to };
  throw call.usage({
    en: 'Which period? Give a month such as 2026-02, or --from and --to.',
    pl: 'Za jaki okres? Podaj miesiąc, np. 2026-02, albo --from i --to.',
  });
}

async function showRows(call: Call, work: Reconciliation): Promise<void> {
  const rows = async function* (): AsyncGenerator<ReconciliationRow> {
    for await (const row of work) if (call.flag('all') || row.findings.length > 0) yield row;
  };
  await call.out.list(rowColumns(call), rows(), {
    empty: call.say({ en: 'Everything agrees.', pl: 'Wszystko się zgadza.' }),
  });
}
