import type { Finding, ReconciliationSummary } from '@ksef/reconciliation';
import type { Call } from '../../../command/call.js';
import { roleOf } from '../invoice-filters.js';
import { findingTexts } from './row-columns.js';

/** Counts and sums below the rows; with `--json` the last line, as `{"summary": …}`. */
export async function showSummary(call: Call, summary: ReconciliationSummary): Promise<void> {
  if (call.out.isJson) return call.out.line(JSON.stringify({ summary }));
  const say = (en: string, pl: string) => call.say({ en, pl });
  const counts = Object.entries(summary.findings)
    .filter(([, count]) => count > 0)
    .map(([finding, count]) => `${call.say(findingTexts[finding as Finding])}: ${count}`);
  const sums = summary.ksef.map(
    ({ subjectType, currency, invoiceCount, net, gross }) =>
      `${roleOf(subjectType)}: ${invoiceCount}, ${say('net', 'netto')} ${net}, ${say('gross', 'brutto')} ${gross} ${currency}`,
  );
  const booked = summary.books.map(
    ({ subjectType, currency, rowCount, gross }) =>
      `${roleOf(subjectType)}: ${rowCount}, ${say('gross', 'brutto')} ${gross} ${currency}`,
  );
  const rates = summary.rates?.map(
    ({ subjectType, currency, rate, net, vat }) =>
      `${roleOf(subjectType)}, ${rate}: ${say('net', 'netto')} ${net}, VAT ${vat} ${currency}`,
  );
  const some = (count: number) => (count === 0 ? undefined : count);
  await call.out.show(summary, [
    [say('period', 'okres'), `${summary.period.from} – ${summary.period.to}`],
    [say('agree', 'zgodne'), summary.matchCount],
    [say('findings', 'wyniki'), counts.join('; ')],
    ['KSeF', sums.join('; ')],
    [say('books', 'ewidencja'), booked.join('; ')],
    [say('by rate', 'według stawek'), rates?.join('; ')],
    [say('unread documents', 'nieodczytane dokumenty'), some(summary.unreadCount)],
    [say('outside of KSeF', 'poza KSeF'), some(summary.outsideKsefCount)],
    [say('of other periods', 'z innych okresów'), some(summary.outsidePeriodCount)],
    [say('rejected by KSeF', 'odrzucone przez KSeF'), some(summary.rejectedCount)],
    [say('batches without results', 'paczki bez wyników'), some(summary.unresolvedCount)],
    [say('runs in use, not read', 'wysyłki w toku, nieodczytane'), summary.runsInUse.join(', ')],
  ]);
  if (summary.rates === undefined)
    call.out.note(
      say(
        "KSeF's metadata has no rates: --rates reads the documents.",
        'Metadane KSeF nie zawierają stawek: --rates odczytuje dokumenty.',
      ),
    );
}
