import { attachmentPermission, listRoles, listSubordinateRoles } from '@ksef/management';
import type { Run } from '../../command/command-spec.js';
import { openKsef } from '../../connect/open-ksef.js';

/** `ksef permissions roles`. */
export const showRoles: Run = async (call) => {
  const { ksef } = await openKsef(call);
  const { signal } = call;
  const say = (en: string, pl: string) => call.say({ en, pl });
  await call.out.list<Role>(
    [
      { title: say('role', 'rola'), value: ({ role }) => role },
      {
        title: say('of', 'czyja'),
        value: ({ subordinateEntityIdentifier, parentEntityIdentifier }) =>
          (subordinateEntityIdentifier ?? parentEntityIdentifier)?.value,
      },
      { title: say('since', 'od'), value: ({ startDate }) => startDate },
    ],
    call.flag('subordinate')
      ? listSubordinateRoles(ksef.api, {}, { signal })
      : listRoles(ksef.api, { signal }),
    { empty: say('No roles.', 'Brak ról.') },
  );
  return undefined;
};

/** `ksef permissions attachments`. */
export const showAttachments: Run = async (call) => {
  const { ksef } = await openKsef(call);
  const status = await attachmentPermission(ksef.api, { signal: call.signal });
  const say = (en: string, pl: string) => call.say({ en, pl });
  await call.out.show(status, [
    [
      say('invoices with attachments', 'faktury z załącznikami'),
      status.isAttachmentAllowed ? say('allowed', 'dozwolone') : say('not allowed', 'niedozwolone'),
    ],
    [say('until', 'do'), status.revokedDate],
  ]);
  return undefined;
};

interface Role {
  readonly role: string;
  readonly startDate?: string | undefined;
  readonly parentEntityIdentifier?: { readonly value: string } | null | undefined;
  readonly subordinateEntityIdentifier?: { readonly value: string } | undefined;
}
