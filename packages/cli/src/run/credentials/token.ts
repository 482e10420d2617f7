import { createKsefToken, getKsefToken, listKsefTokens, revokeKsefToken, type Schemas } from '@ksef/api';
import type { Call } from '../../command/call.js';
import type { Run } from '../../command/command-spec.js';
import { openKsef } from '../../connect/open-ksef.js';

/** `ksef token new`. */
export const newToken: Run = async (call) => {
  const { ksef } = await openKsef(call);
  const body = { permissions: [...call.list('permission')], description: call.text('description') ?? '' };
  const made = await createKsefToken(ksef.api, { body }, { signal: call.signal });
  call.out.note(
    call.say({
      en: 'Keep the token now: KSeF does not show it again.',
      pl: 'Zachowaj token teraz: KSeF nie pokaże go ponownie.',
    }),
  );
  await call.out.show(made, [
    [call.say({ en: 'reference', pl: 'numer referencyjny' }), made.referenceNumber],
    ['token', made.token],
  ]);
  return undefined;
};

/** `ksef token list`. */
export const listTokens: Run = async (call) => {
  const { ksef } = await openKsef(call);
  const say = (en: string, pl: string) => call.say({ en, pl });
  const status = call.list('status');
  const pages = async function* (): AsyncGenerator<Schemas['QueryTokensResponseItem']> {
    let continuationToken: string | undefined;
    do {
      const input = {
        continuationToken,
        pageSize: 100,
        ...(status.length === 0 ? {} : { status: [...status] }),
      };
      const page = await listKsefTokens(ksef.api, input, { signal: call.signal });
      yield* page.tokens;
      continuationToken = page.continuationToken ?? undefined;
    } while (continuationToken !== undefined);
  };
  await call.out.list(
    [
      { title: say('reference', 'numer referencyjny'), value: ({ referenceNumber }) => referenceNumber },
      { title: say('status', 'status'), value: ({ status: is }) => is },
      { title: say('made', 'utworzony'), value: ({ dateCreated }) => dateCreated },
      { title: say('last used', 'ostatnio użyty'), value: ({ lastUseDate }) => lastUseDate },
      {
        title: say('permissions', 'uprawnienia'),
        value: ({ requestedPermissions }) => requestedPermissions.join(' '),
      },
      { title: say('description', 'opis'), value: ({ description }) => description },
    ],
    pages(),
    { empty: say('No tokens.', 'Brak tokenów.') },
  );
  return undefined;
};

/** `ksef token revoke`. */
export const revokeToken: Run = async (call) => {
  const referenceNumber = call.arg(0) as Schemas['ReferenceNumber'];
  const { ksef } = await openKsef(call);
  const { signal } = call;
  await revokeKsefToken(ksef.api, { referenceNumber }, { signal });
  const token = await getKsefToken(ksef.api, { referenceNumber }, { signal });
  await shown(call, referenceNumber, token.status);
  return undefined;
};

function shown(call: Call, referenceNumber: string, status: string): Promise<void> {
  return call.out.show({ referenceNumber, status }, [
    [call.say({ en: 'token', pl: 'token' }), referenceNumber],
    [call.say({ en: 'status', pl: 'status' }), status],
  ]);
}
