import type { InvoiceMetadata } from '@ksef/client';
import type { Call } from '../../command/call.js';
import type { Column } from '../../output/table.js';

/** An invoice that was written into a folder. */
export interface Received {
  readonly ksefNumber: string;
  readonly role: string;
  readonly file: string | undefined;
  readonly metadata: InvoiceMetadata;
}

/** The columns of received invoices. */
export function receivedColumns(call: Call): readonly Column<Received>[] {
  const say = (en: string, pl: string) => call.say({ en, pl });
  return [
    { title: say('KSeF number', 'numer KSeF'), value: ({ ksefNumber }) => ksefNumber },
    { title: say('role', 'rola'), value: ({ role }) => role },
    { title: say('invoice', 'faktura'), value: ({ metadata }) => metadata.invoiceNumber },
    {
      title: say('gross', 'brutto'),
      align: 'right',
      value: ({ metadata }) => metadata.grossAmount.toFixed(2),
    },
    { title: '', value: ({ metadata }) => metadata.currency },
    { title: say('file', 'plik'), value: ({ file }) => file },
  ];
}
