import { createCollectiveIdentifiers, type InvoiceToPay, type PaymentNumber } from '@ksef/management';
import type { Call } from '../../command/call.js';
import type { Run } from '../../command/command-spec.js';
import { openKsef } from '../../connect/open-ksef.js';
import { readInputs } from '../../files/read-inputs.js';

/** `ksef collective new`. */
export const newIdentifiers: Run = async (call) => {
  const invoices = await invoicesOf(call);
  const maxInvoices = call.whole('max', 2);
  const { ksef } = await openKsef(call);
  const say = (en: string, pl: string) => call.say({ en, pl });
  await call.out.list<PaymentNumber>(
    [
      { title: say('for the title of the transfer', 'do tytułu przelewu'), value: ({ number }) => number },
      { title: say('seller', 'sprzedawca'), value: ({ sellerNip }) => sellerNip },
      { title: say('invoices', 'faktury'), align: 'right', value: ({ invoices: its }) => its.length },
    ],
    createCollectiveIdentifiers(ksef.api, invoices, { signal: call.signal, maxInvoices }),
    { empty: say('No invoices.', 'Brak faktur.') },
  );
  return undefined;
};

async function invoicesOf(call: Call): Promise<(string | InvoiceToPay)[]> {
  const found: (string | InvoiceToPay)[] = [];
  for (const arg of call.args) {
    if (arg !== '-') found.push(arg);
    else
      for await (const { content } of readInputs(call, ['-']))
        for (const line of new TextDecoder().decode(content).split(/\r?\n/))
          if (line.trim() !== '') found.push(line.startsWith('{') ? invoiceOf(call, line) : line.trim());
  }
  return found;
}

/** Of the other fields of "ksef list --json" none is meant. */
function invoiceOf(call: Call, line: string): InvoiceToPay {
  try {
    const { ksefNumber, payment, description } = JSON.parse(line) as InvoiceToPay;
    return { ksefNumber, payment, description };
  } catch {
    throw call.usage({
      en: 'A line of stdin is neither a KSeF number nor JSON.',
      pl: 'Wiersz standardowego wejścia nie jest ani numerem KSeF, ani poprawnym JSON.',
    });
  }
}
