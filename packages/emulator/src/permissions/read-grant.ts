import type { ContextIdentifier } from '@ksef/core';
import { readContext } from '../auth/read-context.js';
import type { SubjectIdentifier } from '../auth/records.js';
import { objectOf } from '../sessions/input.js';
import { invalidInput } from '../sessions/problems.js';
import {
  readEntity,
  readEuSubject,
  readNameAndAddress,
  readPerson,
  type SubjectDetails,
} from './read-details.js';
import { listOf, malformed, oneOf, readIdentifier, textOf } from './read-fields.js';
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
const personTypes = ['Nip', 'Pesel', 'Fingerprint'] as const;

/** Body of `POST /permissions/persons/grants`, else 21405. */
export function readPersonGrant(body: unknown): Grant {
  const given = objectOf('body', body);
  return { ...readPersonSubject(given), scopes: scopesOf(given.permissions, personScopes) };
}

/** Body of `POST /permissions/entities/grants`, else 21405. */
export function readEntityGrant(body: unknown): Grant {
  const given = objectOf('body', body);
  const scopes = listOf('permissions', given.permissions).map((one) => {
    const { type, canDelegate = false } = objectOf('permissions', one);
    if (typeof canDelegate !== 'boolean')
      throw invalidInput("'permissions.canDelegate' musi być wartością logiczną.");
    return { scope: oneOf('permissions.type', type, clientScopes), canDelegate };
  });
  return {
    subject: readIdentifier('subjectIdentifier', given.subjectIdentifier, ['Nip']),
    scopes,
    description: descriptionOf(given),
    subjectDetails: readEntity(given.subjectDetails),
  };
}

/** Body of `POST /permissions/authorizations/grants`, else 21405. */
export function readAuthorizationGrant(body: unknown): Grant {
  const given = objectOf('body', body);
  return {
    subject: readIdentifier('subjectIdentifier', given.subjectIdentifier, ['Nip', 'PeppolId']),
    scopes: [{ scope: oneOf('permission', given.permission, authorizationScopes), canDelegate: false }],
    description: descriptionOf(given),
    subjectDetails: readEntity(given.subjectDetails),
  };
}

/** Body of `POST /permissions/indirect/grants`, else 21405. */
export function readIndirectGrant(body: unknown): Grant {
  const given = objectOf('body', body);
  return {
    ...readPersonSubject(given),
    scopes: scopesOf(given.permissions, clientScopes),
    target: readTarget(given.targetIdentifier),
  };
}

/** Body of `POST /permissions/subunits/grants`, else 21405. */
export function readSubunitGrant(body: unknown): Grant {
  const given = objectOf('body', body);
  const context = contextOf(given, ['InternalId', 'Nip']);
  if (context.type === 'InternalId' && !hasUnitChecksum(context.value))
    throw invalidInput("'contextIdentifier.value' ma nieprawidłową sumę kontrolną.");
  const isNamed = given.subunitName !== undefined && given.subunitName !== null;
  if (context.type === 'InternalId' && !isNamed) throw invalidInput("'subunitName' jest wymagane.");
  return {
    ...readPersonSubject(given),
    scopes: [{ scope: 'CredentialsManage', canDelegate: false }],
    context,
    ...(isNamed ? { subunitName: textOf('subunitName', given.subunitName, 5, 256) } : {}),
  };
}

/** Body of `POST /permissions/eu-entities/administration/grants`, else 21405. */
export function readEuAdministratorGrant(body: unknown): Grant {
  const given = objectOf('body', body);
  return {
    ...readFingerprintSubject(given),
    scopes: scopesOf(euAdministratorScopes, euAdministratorScopes),
    context: contextOf(given, ['NipVatUe']),
    euEntity: {
      name: textOf('euEntityName', given.euEntityName, 5, 256),
      details: readNameAndAddress('euEntityDetails', given.euEntityDetails),
    },
  };
}

/** Body of `POST /permissions/eu-entities/grants`, else 21405. */
export function readEuRepresentativeGrant(body: unknown): Grant {
  const given = objectOf('body', body);
  return { ...readFingerprintSubject(given), scopes: scopesOf(given.permissions, invoiceScopes) };
}

function readPersonSubject(given: Readonly<Record<string, unknown>>) {
  const subject = readIdentifier('subjectIdentifier', given.subjectIdentifier, personTypes);
  return {
    subject,
    description: descriptionOf(given),
    subjectDetails: readPerson(given.subjectDetails, subject.type),
  };
}

function readFingerprintSubject(given: Readonly<Record<string, unknown>>) {
  return {
    subject: readIdentifier('subjectIdentifier', given.subjectIdentifier, ['Fingerprint']),
    description: descriptionOf(given),
    subjectDetails: readEuSubject(given.subjectDetails),
  };
}

function descriptionOf({ description }: Readonly<Record<string, unknown>>): string {
  return textOf('description', description, 5, 256);
}

function scopesOf(value: unknown, allowed: readonly string[]): Grant['scopes'] {
  const scopes = listOf('permissions', value).map((one) => oneOf('permissions', one, allowed));
  return [...new Set(scopes)].map((scope) => ({ scope, canDelegate: false }));
}

function contextOf(
  { contextIdentifier }: Readonly<Record<string, unknown>>,
  types: readonly ContextIdentifier['type'][],
): ContextIdentifier {
  const context = readContext(objectOf('contextIdentifier', contextIdentifier));
  if (context === undefined || !types.includes(context.type)) throw malformed('contextIdentifier');
  return context;
}

/** Nothing stands for all partners. */
function readTarget(value: unknown): Target {
  if (value === undefined || value === null) return { type: 'AllPartners' };
  const given = objectOf('targetIdentifier', value);
  const type = oneOf('targetIdentifier.type', given.type, ['Nip', 'AllPartners', 'InternalId']);
  if (type === 'AllPartners') {
    if (given.value !== undefined && given.value !== null)
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
