import { type ContextIdentifier, lenientNip, toContext } from '@ksef/core';
import type { IssuedInvoice } from '@ksef/offline';
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
    const waiting = known.filter(({ delivery }) => delivery === 'waiting');
    if (call.flag('list') || waiting.length === 0) {
      await call.out.list(issuedColumns(call), known, { empty: none });
      return known.some(({ delivery }) => delivery === 'refused') ? exitCodes.refused : exitCodes.ok;
    }
    const { ksef } = await openKsef(call, { context: sellerOf(waiting) });
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

/** The one seller that the links of these invoices name. KSeF would reject those of another seller, for good. */
function sellerOf(invoices: readonly IssuedInvoice[]): ContextIdentifier | undefined {
  const nips = new Set(
    invoices.map(({ invoiceLink = '' }) => /\/(\d{10})\/\d\d-\d\d-\d{4}\//.exec(invoiceLink)?.[1]),
  );
  const [nip] = nips;
  return nips.size === 1 && nip !== undefined ? toContext(lenientNip(nip)) : undefined;
}
