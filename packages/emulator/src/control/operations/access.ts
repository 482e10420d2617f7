import { type ContextIdentifier, contextIdentifier } from '@ksef/core';
import { invalidInput, isMissing, membersOf } from '../../http/index.js';
import { readContext } from '../../identifiers/index.js';
import type { EmulatorControl } from '../control.js';
import type { ControlOperation } from '../operation.js';
import { described, instant, listOf, named, object, partial, type Schema, text } from '../schema.js';

const whose: Readonly<Record<string, Schema>> = {
  nip: described({ type: 'string', pattern: '^[1-9]\\d{9}$' }, 'The context, where it is a NIP.'),
  contextIdentifier: described(named('ContextIdentifier'), 'The context, instead of nip.'),
};
const token = object({ token: text, validUntil: instant });

/** Tokens for a context, without a login. */
export function access(control: EmulatorControl): readonly ControlOperation[] {
  return [
    {
      name: 'makeKsefToken',
      method: 'POST',
      path: '/tokens',
      summary: 'Makes an active KSeF token for a context.',
      body: partial(whose),
      answer: object({ referenceNumber: text, token: text }),
      run({ body }) {
        const { nip, contextIdentifier: context } = membersOf(body, ['nip', 'contextIdentifier']);
        return control.mintToken(readWhose(nip, context));
      },
    },
    {
      name: 'makeAccessToken',
      method: 'POST',
      path: '/access-tokens',
      summary: 'Logs in to a context at once and gives the access token and the refresh token.',
      body: partial({
        ...whose,
        permissions: described(
          listOf(text),
          'What it may do, such as InvoiceRead. Default: what an owner may.',
        ),
      }),
      answer: object({
        referenceNumber: text,
        contextIdentifier: named('ContextIdentifier'),
        accessToken: token,
        refreshToken: token,
      }),
      run({ body }) {
        const {
          nip,
          contextIdentifier: context,
          permissions,
        } = membersOf(body, ['nip', 'contextIdentifier', 'permissions']);
        return control.mintAccessToken(
          readWhose(nip, context),
          isMissing(permissions) ? {} : { permissions: permissions as string[] },
        );
      },
    },
  ];
}

function readWhose(nip: unknown, context: unknown): ContextIdentifier {
  if (isMissing(nip) === isMissing(context))
    throw invalidInput('nip or contextIdentifier { type, value } is needed, and only one of them');
  if (!isMissing(nip)) {
    if (typeof nip !== 'string' || !/^[1-9]\d{9}$/.test(nip)) throw invalidInput('nip is a NIP of 10 digits');
    return contextIdentifier('Nip', nip);
  }
  const read = readContext(context);
  if (read === undefined) throw invalidInput('contextIdentifier is { type, value }');
  return read;
}
