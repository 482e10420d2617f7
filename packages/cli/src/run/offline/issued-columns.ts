import type { IssuedInvoice } from '@ksef/offline';
import type { Call } from '../../command/call.js';
import type { Column } from '../../output/table.js';

/** The columns of invoices that were issued offline. */
export function issuedColumns(call: Call): readonly Column<IssuedInvoice>[] {
  const say = (en: string, pl: string) => call.say({ en, pl });
  const deliveries: Readonly<Record<IssuedInvoice['delivery'], string>> = {
    waiting: say('waiting', 'czeka'),
    accepted: say('accepted', 'przyjęta'),
    refused: say('refused', 'odrzucona'),
    notRequired: say('not required', 'nie wymaga wysłania'),
  };
  return [
    { title: say('file', 'plik'), value: ({ name }) => name },
    { title: say('mode', 'tryb'), value: ({ mode }) => mode },
    { title: say('until', 'do'), value: ({ sendBy }) => sendBy },
    { title: say('status', 'status'), value: ({ delivery }) => deliveries[delivery] },
    { title: say('KSeF number', 'numer KSeF'), value: ({ ksefNumber }) => ksefNumber },
    { title: say('reason', 'przyczyna'), value: ({ refusal }) => refusal?.reason },
  ];
}
