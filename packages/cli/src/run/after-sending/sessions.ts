import { listSessions, type Schemas } from '@ksef/api';
import type { Ksef } from '@ksef/client';
import type { Call } from '../../command/call.js';
import type { Run } from '../../command/command-spec.js';
import { openKsef } from '../../connect/open-ksef.js';
import { readDate } from '../../files/read-date.js';

/** A session, and of which kind it is. */
export type ListedSession = Schemas['SessionsQueryResponseItem'] & { readonly type: 'Online' | 'Batch' };
const usualLimit = 100;

/** `ksef sessions`: sessions of the context, the newest first. */
export const sessions: Run = async (call) => {
  const range = { dateCreatedFrom: readDate(call, 'from'), dateCreatedTo: readDate(call, 'to', true) };
  const limit = call.whole('limit') ?? usualLimit;
  const { ksef } = await openKsef(call);
  const say = (en: string, pl: string) => call.say({ en, pl });
  await call.out.list<ListedSession>(
    [
      { title: say('reference', 'numer referencyjny'), value: ({ referenceNumber }) => referenceNumber },
      { title: say('type', 'rodzaj'), value: ({ type }) => type },
      { title: say('created', 'utworzona'), value: ({ dateCreated }) => dateCreated },
      {
        title: say('invoices', 'faktury'),
        align: 'right',
        value: ({ totalInvoiceCount }) => totalInvoiceCount,
      },
      {
        title: say('failed', 'odrzucone'),
        align: 'right',
        value: ({ failedInvoiceCount }) => failedInvoiceCount,
      },
      { title: say('status', 'status'), value: ({ status }) => `${status.code} ${status.description}` },
    ],
    sessionsOf(call, ksef, range, limit),
    { empty: say('No sessions.', 'Brak sesji.') },
  );
  return undefined;
};

async function* sessionsOf(
  call: Call,
  ksef: Ksef,
  range: { readonly dateCreatedFrom: string | undefined; readonly dateCreatedTo: string | undefined },
  limit: number,
): AsyncGenerator<ListedSession> {
  const wanted = call.text('type');
  let left = limit;
  for (const type of ['Online', 'Batch'] as const) {
    if (wanted !== undefined && wanted !== type.toLowerCase()) continue;
    let continuationToken: string | undefined;
    do {
      const pageSize = Math.min(100, Math.max(10, left));
      const input = { sessionType: type, pageSize, continuationToken, ...range };
      const page = await listSessions(ksef.api, input, { signal: call.signal });
      for (const item of page.sessions) {
        if (left-- <= 0) return;
        yield { ...item, type };
      }
      continuationToken = page.continuationToken ?? undefined;
    } while (continuationToken !== undefined && left > 0);
  }
}
