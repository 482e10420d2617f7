import {
  type CollectiveIdentifierOfInvoice,
  type ListedCollectiveIdentifier,
  listCollectiveIdentifiers,
  listCollectiveIdentifiersOfInvoice,
} from '@ksef/management';
import type { Run } from '../../command/command-spec.js';
import { openKsef } from '../../connect/open-ksef.js';
import { readDate } from '../../files/read-date.js';

/** `ksef collective list`. */
export const listIdentifiers: Run = async (call) => {
  const range = { from: readDate(call, 'from'), to: readDate(call, 'to', true) };
  const invoice = call.text('invoice');
  const { ksef } = await openKsef(call);
  const { signal } = call;
  const say = (en: string, pl: string) => call.say({ en, pl });
  await call.out.list<CollectiveIdentifierOfInvoice & Partial<ListedCollectiveIdentifier>>(
    [
      {
        title: say('identifier', 'identyfikator'),
        value: ({ collectiveIdentifierNumber }) => collectiveIdentifierNumber,
      },
      { title: say('created', 'utworzony'), value: ({ dateCreated }) => dateCreated },
      {
        title: say('by', 'przez'),
        value: ({ createdInCurrentContext }) =>
          createdInCurrentContext ? say('you', 'ciebie') : say('others', 'innych'),
      },
      { title: say('invoices', 'faktury'), align: 'right', value: ({ invoiceCount }) => invoiceCount },
    ],
    invoice === undefined
      ? listCollectiveIdentifiers(ksef.api, range, { signal })
      : listCollectiveIdentifiersOfInvoice(ksef.api, invoice, { signal }),
    { empty: say('No collective identifiers.', 'Brak identyfikatorów zbiorczych.') },
  );
  return undefined;
};
