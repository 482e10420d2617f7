import type { ContextIdentifier } from '@ksef/core';
import {
  eachInOnePass,
  flagOf,
  inOnePass,
  invalidInput,
  isMissing,
  listOf,
  malformed,
  missing,
  objectOf,
  oneOf,
  textOf,
} from '../http/index.js';
import { readContext, type SubjectIdentifier } from '../identifiers/index.js';
import { readNameAndAddress, type SubjectDetails } from './read-details.js';
import { readEntitySubject, readFingerprintSubject, readPersonSubject } from './read-subject.js';
import type { EuEntity, Target } from './records.js';

/** A grant of any kind, read and checked. */
export interface Grant {
  readonly subject: SubjectIdentifier;
  readonly scopes: readonly { readonly scope: string; readonly canDelegate: boolean }[];
  readonly description: string;
  readonly subjectDetails: SubjectDetails;
  /** Where the rights are to count, if not where they are granted. */
  readonly context?: ContextIdentifier;
  /** Of grants passed on: whose affairs they are. */
  readonly target?: Target;
  readonly subunitName?: string;
  readonly euEntity?: EuEntity;
}

type Given = Readonly<Record<string, unknown>>;

const personScopes = [
  'CredentialsManage',
  'CredentialsRead',
  'InvoiceWrite',
  'InvoiceRead',
  'Introspection',
  'SubunitManage',
  'EnforcementOperations',
  'CollectiveIdentifierManage',
] as const;
const invoiceScopes = ['InvoiceWrite', 'InvoiceRead'] as const;
// The third since 2.8; source: the changelog of the official C# client.
const clientScopes = [...invoiceScopes, 'CollectiveIdentifierManage'] as const;
const authorizationScopes = ['SelfInvoicing', 'RRInvoicing', 'TaxRepresentative', 'PefInvoicing'] as const;
const euAdministratorScopes = ['VatUeManage', 'InvoiceWrite', 'InvoiceRead', 'Introspection'] as const;

/** Body of `POST /permissions/persons/grants`, else 21405. */
export function readPersonGrant(body: unknown): Grant {
  const given = objectOf('body', body);
  const { who, scopes } = inOnePass({
    who: () => readPersonSubject(given),
    scopes: () => scopesOf(given.permissions, personScopes),
  });
  return { ...who, scopes };
}

/** Body of `POST /permissions/entities/grants`, else 21405. */
export function readEntityGrant(body: unknown): Grant {
  const given = objectOf('body', body);
  const { who, scopes } = inOnePass({
    who: () => readEntitySubject(given, ['Nip']),
    scopes: () =>
      eachInOnePass(listOf('permissions', given.permissions), (one) => {
        const { type, canDelegate } = objectOf('permissions', one);
        const scope = oneOf('permissions.type', type, clientScopes);
        return { scope, canDelegate: flagOf('permissions.canDelegate', canDelegate) };
      }),
  });
  return { ...who, scopes };
}

/** Body of `POST /permissions/authorizations/grants`, else 21405. */
export function readAuthorizationGrant(body: unknown): Grant {
  const given = objectOf('body', body);
  const { who, scope } = inOnePass({
    who: () => readEntitySubject(given, ['Nip', 'PeppolId']),
    scope: () => oneOf('permission', given.permission, authorizationScopes),
  });
  return { ...who, scopes: [{ scope, canDelegate: false }] };
}

/** Body of `POST /permissions/indirect/grants`, else 21405. */
export function readIndirectGrant(body: unknown): Grant {
  const given = objectOf('body', body);
  const { who, scopes, target } = inOnePass({
    who: () => readPersonSubject(given),
    scopes: () => scopesOf(given.permissions, clientScopes),
    target: () => readTarget(given.targetIdentifier),
  });
  return { ...who, scopes, target };
}

/** Body of `POST /permissions/subunits/grants`, else 21405. */
export function readSubunitGrant(body: unknown): Grant {
  const given = objectOf('body', body);
  const { who, context, subunitName } = inOnePass({
    who: () => readPersonSubject(given),
    context: () => readUnit(given),
    subunitName: () =>
      isMissing(given.subunitName) ? undefined : textOf('subunitName', given.subunitName, 5, 256),
  });
  return {
    ...who,
    scopes: [{ scope: 'CredentialsManage', canDelegate: false }],
    context,
    ...(subunitName === undefined ? {} : { subunitName }),
  };
}

/** Body of `POST /permissions/eu-entities/administration/grants`, else 21405. */
export function readEuAdministratorGrant(body: unknown): Grant {
  const given = objectOf('body', body);
  const { who, context, name, details } = inOnePass({
    who: () => readFingerprintSubject(given),
    context: () => contextOf(given, ['NipVatUe']),
    name: () => textOf('euEntityName', given.euEntityName, 5, 256),
    details: () => readNameAndAddress('euEntityDetails', given.euEntityDetails),
  });
  const scopes = scopesOf(euAdministratorScopes, euAdministratorScopes);
  return { ...who, scopes, context, euEntity: { name, details } };
}

/** Body of `POST /permissions/eu-entities/grants`, else 21405. */
export function readEuRepresentativeGrant(body: unknown): Grant {
  const given = objectOf('body', body);
  const { who, scopes } = inOnePass({
    who: () => readFingerprintSubject(given),
    scopes: () => scopesOf(given.permissions, invoiceScopes),
  });
  return { ...who, scopes };
}

/** A company's unit, which has a name, or a company below. */
function readUnit(given: Given): ContextIdentifier {
  const context = contextOf(given, ['InternalId', 'Nip']);
  if (context.type !== 'InternalId') return context;
  if (!hasUnitChecksum(context.value))
    throw invalidInput("'contextIdentifier.value' ma nieprawidłową sumę kontrolną.");
  if (isMissing(given.subunitName)) throw missing('subunitName');
  return context;
}

function scopesOf(value: unknown, allowed: readonly string[]): Grant['scopes'] {
  const scopes = eachInOnePass(listOf('permissions', value), (one) => oneOf('permissions', one, allowed));
  return [...new Set(scopes)].map((scope) => ({ scope, canDelegate: false }));
}

function contextOf(
  { contextIdentifier }: Given,
  types: readonly ContextIdentifier['type'][],
): ContextIdentifier {
  const context = readContext(objectOf('contextIdentifier', contextIdentifier));
  if (context === undefined || !types.includes(context.type)) throw malformed('contextIdentifier');
  return context;
}

/** Nothing stands for all partners. */
function readTarget(value: unknown): Target {
  if (isMissing(value)) return { type: 'AllPartners' };
  const given = objectOf('targetIdentifier', value);
  const type = oneOf('targetIdentifier.type', given.type, ['Nip', 'AllPartners', 'InternalId']);
  if (type === 'AllPartners') {
    if (!isMissing(given.value))
      throw invalidInput("'targetIdentifier.value' musi być puste dla 'AllPartners'.");
    return { type };
  }
  const target = readContext(given);
  if (target === undefined) throw malformed('targetIdentifier.value');
  return { type, value: target.value };
}

/** The last digit: the sum of the others, weighed 1 and 3 in turn, modulo 10. */
function hasUnitChecksum(internalId: string): boolean {
  const digits = [...internalId.replace('-', '')].map(Number);
  const sum = digits.slice(0, 14).reduce((total, digit, index) => total + digit * (index % 2 ? 3 : 1), 0);
  return sum % 10 === digits[14];
}
