import { type CollectiveInvoice, expandCollectiveIdentifiers } from '@ksef/management';
import type { Run } from '../../command/command-spec.js';
import { openKsef } from '../../connect/open-ksef.js';

/** `ksef collective show`. */
export const showIdentifiers: Run = async (call) => {
  const { ksef } = await openKsef(call);
  const say = (en: string, pl: string) => call.say({ en, pl });
  await call.out.list<CollectiveInvoice>(
    [
      {
        title: say('identifier', 'identyfikator'),
        value: ({ collectiveIdentifierNumber }) => collectiveIdentifierNumber,
      },
      { title: say('KSeF number', 'numer KSeF'), value: ({ ksefNumber }) => ksefNumber },
      {
        title: say('amount', 'kwota'),
        align: 'right',
        value: ({ payment, detailsHidden }) =>
          detailsHidden ? say('hidden', 'ukryta') : payment?.amount.toFixed(2),
      },
      { title: '', value: ({ payment }) => payment?.currency },
      { title: say('description', 'opis'), value: ({ description }) => description },
    ],
    expandCollectiveIdentifiers(ksef.api, call.args, { signal: call.signal }),
    { empty: say('KSeF knows no invoices of it.', 'KSeF nie zna faktur tego identyfikatora.') },
  );
  return undefined;
};
