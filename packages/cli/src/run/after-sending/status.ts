import {
  failedInvoices,
  getSession,
  getSessionInvoice,
  type SessionInvoice,
  sessionInvoices,
  waitForInvoice,
  waitForSession,
} from '@ksef/sessions';
import type { Call } from '../../command/call.js';
import type { Run } from '../../command/command-spec.js';
import { openKsef } from '../../connect/open-ksef.js';
import { exitCodes } from '../../output/cli-error.js';
import type { Column } from '../../output/table.js';
import { explained } from './explained.js';

/** `ksef status`: a session, its invoices, or one of them. */
export const status: Run = async (call) => {
  const { ksef } = await openKsef(call);
  const { signal } = call;
  const [session = '', invoice] = call.args;
  const isWaiting = call.flag('wait');
  if (invoice !== undefined) {
    const ask = isWaiting ? waitForInvoice : getSessionInvoice;
    return showInvoice(call, await ask(ksef.api, session, invoice, { signal }));
  }
  if (call.flag('invoices') || call.flag('failed')) {
    const list = call.flag('failed') ? failedInvoices : sessionInvoices;
    await call.out.list(columns(call), list(ksef.api, session, { signal }), {
      empty: call.say({ en: 'No invoices.', pl: 'Brak faktur.' }),
    });
    return undefined;
  }
  const state = await (isWaiting ? waitForSession : getSession)(ksef.api, session, { signal });
  const { code, description } = state.status;
  const say = (en: string, pl: string) => call.say({ en, pl });
  await call.out.show({ referenceNumber: session, ...state }, [
    [say('session', 'sesja'), session],
    [say('status', 'status'), `${code} ${description}`],
    [say('meaning', 'znaczenie'), explained(call, state.status, 'session')],
    [say('created', 'utworzona'), state.dateCreated],
    [say('valid until', 'ważna do'), state.validUntil],
    [say('invoices', 'faktury'), state.invoiceCount],
    [say('accepted', 'przyjęte'), state.successfulInvoiceCount],
    [say('failed', 'odrzucone'), state.failedInvoiceCount],
  ]);
  return code >= 400 ? exitCodes.refused : exitCodes.ok;
};

async function showInvoice(call: Call, invoice: SessionInvoice): Promise<number> {
  const {
    status: { code, description, details },
    ...rest
  } = invoice;
  const say = (en: string, pl: string) => call.say({ en, pl });
  await call.out.show(invoice, [
    [say('invoice', 'faktura'), rest.invoiceNumber],
    [say('KSeF number', 'numer KSeF'), rest.ksefNumber],
    [say('status', 'status'), [`${code} ${description}`, ...(details ?? [])].join('; ')],
    [say('meaning', 'znaczenie'), explained(call, invoice.status, 'invoice')],
    [say('accepted', 'przyjęta'), rest.acquisitionDate],
    [say('stored', 'zapisana'), rest.permanentStorageDate],
    [say('file', 'plik'), rest.invoiceFileName],
    [say('hash', 'skrót'), rest.invoiceHash],
  ]);
  return code >= 400 ? exitCodes.refused : exitCodes.ok;
}

function columns(call: Call): readonly Column<SessionInvoice>[] {
  const say = (en: string, pl: string) => call.say({ en, pl });
  return [
    { title: '#', align: 'right', value: ({ ordinalNumber }) => ordinalNumber },
    { title: say('invoice', 'faktura'), value: ({ invoiceNumber }) => invoiceNumber },
    { title: say('KSeF number', 'numer KSeF'), value: ({ ksefNumber }) => ksefNumber },
    { title: say('reference', 'numer referencyjny'), value: ({ referenceNumber }) => referenceNumber },
    {
      title: say('status', 'status'),
      value: ({ status: { code, description } }) => `${code} ${description}`,
    },
  ];
}
