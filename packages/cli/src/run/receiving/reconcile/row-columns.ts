import type { Finding, ReconciliationRow } from '@ksef/reconciliation';
import type { Call } from '../../../command/call.js';
import type { Column } from '../../../output/table.js';
import type { Texts } from '../../../text/texts.js';

/** Findings in words. */
export const findingTexts: Readonly<Record<Finding, Texts>> = {
  'missing-in-ksef': { en: 'not in KSeF', pl: 'brak w KSeF' },
  'missing-in-books': { en: 'not in the books', pl: 'brak w ewidencji' },
  'missing-in-journal': { en: 'not in the journal', pl: 'brak w dzienniku wysyłki' },
  'booked-twice': { en: 'booked twice', pl: 'ujęta dwukrotnie' },
  gross: { en: 'other amount', pl: 'inna kwota' },
  currency: { en: 'other currency', pl: 'inna waluta' },
  date: { en: 'other date', pl: 'inna data' },
  nip: { en: 'other NIP', pl: 'inny NIP' },
  'ksef-number': { en: 'other KSeF number', pl: 'inny numer KSeF' },
  hash: { en: 'other content', pl: 'inna treść' },
  'not-received': { en: 'not fetched yet', pl: 'jeszcze niepobrana' },
  'jpk-marker': { en: 'wrong JPK mark', pl: 'błędne oznaczenie w JPK' },
};

/** The columns of a reconciliation. */
export function rowColumns(call: Call): readonly Column<ReconciliationRow>[] {
  const say = (en: string, pl: string) => call.say({ en, pl });
  return [
    {
      title: say('finding', 'wynik'),
      value: ({ findings }) =>
        findings.map((finding) => call.say(findingTexts[finding])).join(', ') || say('agrees', 'zgodna'),
    },
    { title: say('invoice', 'faktura'), value: ({ ksef, book }) => ksef?.invoiceNumber ?? book?.number },
    { title: say('issued', 'wystawiona'), value: ({ ksef, book }) => ksef?.issueDate ?? book?.date },
    { title: 'KSeF', align: 'right', value: ({ ksef }) => ksef?.gross },
    { title: say('books', 'ewidencja'), align: 'right', value: ({ book }) => book?.gross },
    { title: '', value: ({ ksef, book }) => ksef?.currency ?? book?.currency },
    { title: 'JPK', value: ({ jpkMarker }) => jpkMarker ?? '?' },
  ];
}
