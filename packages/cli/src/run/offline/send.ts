import { lenientNip, toContext } from '@ksef/core';
import type { Run } from '../../command/command-spec.js';
import { namedEnvironment } from '../../connect/named-environment.js';
import { openKsef } from '../../connect/open-ksef.js';
import { exitCodes } from '../../output/cli-error.js';
import { issuedColumns } from './issued-columns.js';
import { openCliOutbox, outboxJournal, outboxRuns } from './open-outbox.js';

/** `ksef offline send`: sends what waits, each once; `--list` only shows it. */
export const send: Run = async (call) => {
  const { signal } = call;
  const { environmentName } = await namedEnvironment(call);
  const outbox = await openCliOutbox(call, environmentName, {});
  const none = call.say({ en: 'Nothing was issued offline.', pl: 'Nie wystawiono niczego offline.' });
  try {
    const known = [...outbox.invoices()];
    if (call.flag('list') || !known.some(({ delivery }) => delivery === 'waiting')) {
      await call.out.list(issuedColumns(call), known, { empty: none });
      return known.some(({ delivery }) => delivery === 'refused') ? exitCodes.refused : exitCodes.ok;
    }
    const seller = /\/(\d{10})\/\d\d-\d\d-\d{4}\//.exec(known[0]?.invoiceLink ?? '')?.[1];
    const { ksef } = await openKsef(call, {
      context: seller === undefined ? undefined : toContext(lenientNip(seller)),
    });
    const runId = outboxRuns(call, environmentName).sender;
    const sender = await ksef.openSender({ journal: outboxJournal(call), runId, withUpo: false, signal });
    const report = await outbox.send(sender, { signal }).finally(() => sender.close({ signal }));
    await call.out.list(issuedColumns(call), outbox.invoices(), { empty: none });
    if (report.reason !== undefined)
      call.out.warn(
        call.say({
          en: `${report.waitingCount} still wait: ${report.reason}`,
          pl: `Nadal czeka: ${report.waitingCount}. ${report.reason}`,
        }),
      );
    const isAllWell = [...outbox.invoices()].every(({ delivery }) => delivery !== 'refused');
    if (report.reason !== undefined) return exitCodes.network;
    return isAllWell ? exitCodes.ok : exitCodes.refused;
  } finally {
    await outbox.close();
  }
};
