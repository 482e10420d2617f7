import { InvalidInputError, lenientNip, contextIdentifier as toContext } from '@ksef/core';
import { checkOptions, expects, type OptionCheck, required } from '@ksef/core/internal';

const description = required(
  expects(
    'a text of 5 to 256 characters',
    (value) => typeof value === 'string' && value.length >= 5 && value.length <= 256,
  ),
);

/** Any object. */
export const details: OptionCheck = required(
  expects('an object', (value) => typeof value === 'object' && value !== null),
);

/** The permissions of a grant. */
export const permissionNames: OptionCheck = required(
  expects('a list that is not empty', (value) => Array.isArray(value) && value.length > 0),
);

/** The part of any grant that the checks read. */
interface AnyGrant {
  readonly subjectIdentifier: { readonly type: string; readonly value: string };
  readonly contextIdentifier?: { readonly type: string; readonly value: string };
  readonly targetIdentifier?: { readonly type: string; readonly value?: string | null } | null;
}

/**
 * Rejects a grant that KSeF would reject, before it is sent: fields and the form of identifiers. Checksums are left to
 * KSeF, because TEST accepts wrong ones. Types of identifiers and names of permissions of a newer KSeF are accepted.
 *
 * @throws InvalidInputError `INVALID_OPTION`, `INVALID_NIP`, `INVALID_CONTEXT`, `INVALID_FINGERPRINT`
 */
export function checkGrant(grant: unknown, more: Readonly<Record<string, OptionCheck>>): void {
  checkOptions(grant, {
    subjectIdentifier: required(identifier),
    description,
    subjectDetails: details,
    ...more,
  });
  const { contextIdentifier, subjectIdentifier, targetIdentifier } = grant as AnyGrant;
  checkValue(subjectIdentifier.type, subjectIdentifier.value, 'subjectIdentifier');
  if (contextIdentifier !== undefined)
    checkValue(contextIdentifier.type, contextIdentifier.value, 'contextIdentifier');
  if (typeof targetIdentifier?.value === 'string')
    checkValue(targetIdentifier.type, targetIdentifier.value, 'targetIdentifier');
}

/** An identifier with a value. */
export const identifier: OptionCheck = expects(
  'an identifier: { type, value }',
  (value) => hasText(value, 'type') && hasText(value, 'value'),
);

/** An identifier that may lack a value, like `AllPartners`. */
export const target: OptionCheck = (value, name) => {
  if (value !== null && value !== undefined) targetShape(value, name);
};
const targetShape = expects(
  "{ type: 'AllPartners' }, or an identifier: { type, value }",
  (value) =>
    hasText(value, 'type') &&
    ((value as AnyGrant['subjectIdentifier']).type === 'AllPartners' || hasText(value, 'value')),
);

function hasText(value: unknown, name: string): boolean {
  const text = (value as Readonly<Record<string, unknown>> | null)?.[name];
  return typeof text === 'string' && text !== '';
}

function checkValue(type: string, value: string, input: string): void {
  if (type === 'Nip') lenientNip(value);
  else if (type === 'InternalId') toContext(type, value);
  else if (type === 'Fingerprint' && !/^[0-9A-F]{64}$/.test(value))
    throw new InvalidInputError(
      `${input}.value is not the fingerprint of a certificate. Pass its SHA-256 as 64 upper-case hexadecimal digits.`,
      { code: 'INVALID_FINGERPRINT', input },
    );
}
