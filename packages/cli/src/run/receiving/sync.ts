import { join } from 'node:path';
import { fileCheckpoints } from '@ksef/client';
import type { Run } from '../../command/command-spec.js';
import { openKsef } from '../../connect/open-ksef.js';
import { readDate } from '../../files/read-date.js';
import { inFolder, writeWhole } from '../../files/write-output.js';
import { exitCodes } from '../../output/cli-error.js';
import { roleOf, subjectTypesOf, usualStart } from './invoice-filters.js';
import { type Received, receivedColumns } from './received-columns.js';
import { showProgress } from './show-progress.js';

/** `ksef sync`: what is new, each invoice once. */
export const sync: Run = async (call) => {
  const folder = call.arg(0);
  const from = readDate(call, 'from') ?? usualStart();
  const pdf = call.flag('pdf') ? (await import('@ksef/visualization/pdf')).invoicePdf : undefined;
  const { ksef } = await openKsef(call, { onEvent: (event) => showProgress(call, event) });
  const synced = ksef.sync({
    subjectTypes: subjectTypesOf(call),
    checkpointStore: fileCheckpoints(join(folder, '.ksef')),
    from,
    follow: call.flag('follow'),
    signal: call.signal,
  });
  const rows = async function* (): AsyncGenerator<Received> {
    for await (const { ksefNumber, subjectType, metadata, content } of synced) {
      const file = inFolder(folder, `${ksefNumber}.xml`);
      await writeWhole(file, content);
      if (pdf !== undefined)
        await writeWhole(file.replace(/xml$/, 'pdf'), await pdf(content, { ksefNumber }));
      yield { ksefNumber, role: roleOf(subjectType), file, metadata };
    }
  };
  await call.out.list(receivedColumns(call), rows(), {
    empty: call.say({ en: 'Nothing new.', pl: 'Nic nowego.' }),
  });
  return call.signal.aborted ? exitCodes.interrupted : exitCodes.ok;
};
