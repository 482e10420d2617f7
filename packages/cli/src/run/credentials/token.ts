import {
  createKsefToken,
  endOfKsefToken,
  type KsefToken,
  listKsefTokens,
  revokeKsefToken,
} from '@ksef/management';
import type { Run } from '../../command/command-spec.js';
import { openKsef } from '../../connect/open-ksef.js';

/** `ksef token new`. */
export const newToken: Run = async (call) => {
  const { ksef } = await openKsef(call);
  const request = { permissions: [...call.list('permission')], description: call.text('description') ?? '' };
  await createKsefToken(ksef.api, request, {
    signal: call.signal,
    // Shown before the wait: the secret is not lost when that fails.
    save: async ({ referenceNumber, token }) => {
      call.out.note(
        call.say({
          en: 'Keep the token now: KSeF does not show it again.',
          pl: 'Zachowaj token teraz: KSeF nie pokaże go ponownie.',
        }),
      );
      await call.out.show({ referenceNumber, token }, [
        [call.say({ en: 'reference', pl: 'numer referencyjny' }), referenceNumber],
        ['token', token],
      ]);
    },
  });
  return undefined;
};

/** `ksef token list`. */
export const listTokens: Run = async (call) => {
  const { ksef } = await openKsef(call);
  const say = (en: string, pl: string) => call.say({ en, pl });
  const status = call.list('status');
  const filter = status.length === 0 ? {} : { status: [...status] };
  await call.out.list<KsefToken>(
    [
      { title: say('reference', 'numer referencyjny'), value: ({ referenceNumber }) => referenceNumber },
      { title: say('status', 'status'), value: ({ status: is }) => is },
      { title: say('made', 'utworzony'), value: ({ dateCreated }) => dateCreated },
      { title: say('by', 'przez'), value: ({ authorIdentifier: { type, value } }) => `${type} ${value}` },
      { title: say('ends', 'koniec'), value: (token) => endOfKsefToken(token)?.slice(0, 10) },
      { title: say('last used', 'ostatnio użyty'), value: ({ lastUseDate }) => lastUseDate },
      {
        title: say('permissions', 'uprawnienia'),
        value: ({ requestedPermissions }) => requestedPermissions.join(' '),
      },
      { title: say('description', 'opis'), value: ({ description }) => description },
    ],
    listKsefTokens(ksef.api, filter, { signal: call.signal }),
    { empty: say('No tokens.', 'Brak tokenów.') },
  );
  return undefined;
};

/** `ksef token revoke`. */
export const revokeToken: Run = async (call) => {
  const referenceNumber = call.arg(0);
  const { ksef } = await openKsef(call);
  await revokeKsefToken(ksef.api, referenceNumber, { signal: call.signal });
  const status = 'Revoked';
  await call.out.show({ referenceNumber, status }, [
    [call.say({ en: 'token', pl: 'token' }), referenceNumber],
    [call.say({ en: 'status', pl: 'status' }), status],
  ]);
  return undefined;
};
