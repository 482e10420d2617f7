import type { ContextIdentifier } from '@ksef/core';
import type { FastifyRequest } from 'fastify';
import { bodyOf, invalidInput, isMissing, malformed, missing } from '../http/index.js';
import { checkIdentifier, readContext, type SubjectIdentifier } from '../identifiers/index.js';
import { type PersonDetails, readPersonDetails, type SubjectDetails } from './read-details.js';
import type { EuEntity, Target } from './records.js';

/** A grant of any kind, read and checked. */
export interface Grant {
  readonly subject: SubjectIdentifier;
  readonly scopes: readonly { readonly scope: string; readonly canDelegate: boolean }[];
  readonly description: string;
  readonly subjectDetails: SubjectDetails;
  /** Where the permissions are to count, if not where they are granted. */
  readonly context?: ContextIdentifier;
  /** Of grants passed on: whose affairs they are. */
  readonly target?: Target;
  readonly subunitName?: string;
  readonly euEntity?: EuEntity;
}

/** What the bodies of all grants have in common. */
interface GrantRequest {
  readonly subjectIdentifier: SubjectIdentifier;
  readonly description: string;
}

interface PersonGrantRequest extends GrantRequest {
  readonly subjectDetails: PersonDetails;
}

interface CompanyGrantRequest extends GrantRequest {
  readonly subjectDetails: { readonly fullName: string };
}

/** Body of `POST /permissions/persons/grants`. @throws Problem 21405 or 21001, as all of these */
export function readPersonGrant(request: FastifyRequest): Grant {
  const body = bodyOf<PersonGrantRequest & { readonly permissions: readonly string[] }>(request);
  return { ...readPerson(body), scopes: scopesOf(body.permissions) };
}

/** Body of `POST /permissions/entities/grants`. */
export function readEntityGrant(request: FastifyRequest): Grant {
  const body = bodyOf<
    CompanyGrantRequest & {
      readonly permissions: readonly { readonly type: string; readonly canDelegate?: boolean | null }[];
    }
  >(request);
  if (body.permissions.length === 0) throw missing('permissions');
  const scopes = body.permissions.map(({ type, canDelegate }) => ({
    scope: type,
    canDelegate: canDelegate ?? false,
  }));
  return { ...readCompany(body), scopes };
}

/** Body of `POST /permissions/authorizations/grants`. */
export function readAuthorizationGrant(request: FastifyRequest): Grant {
  const body = bodyOf<CompanyGrantRequest & { readonly permission: string }>(request);
  return { ...readCompany(body), scopes: scopesOf([body.permission]) };
}

/** Body of `POST /permissions/indirect/grants`. */
export function readIndirectGrant(request: FastifyRequest): Grant {
  const body = bodyOf<
    PersonGrantRequest & {
      readonly permissions: readonly string[];
      readonly targetIdentifier?: { readonly type: Target['type']; readonly value?: string | null } | null;
    }
  >(request);
  return {
    ...readPerson(body),
    scopes: scopesOf(body.permissions),
    target: readTarget(body.targetIdentifier ?? { type: 'AllPartners' }),
  };
}

/** Body of `POST /permissions/subunits/grants`. */
export function readSubunitGrant(request: FastifyRequest): Grant {
  const body = bodyOf<
    PersonGrantRequest & { readonly contextIdentifier: unknown; readonly subunitName?: string | null }
  >(request);
  const { subunitName } = body;
  return {
    ...readPerson(body),
    scopes: scopesOf(['CredentialsManage']),
    context: readUnit(body.contextIdentifier, subunitName),
    ...(isMissing(subunitName) ? {} : { subunitName }),
  };
}

/** Body of `POST /permissions/eu-entities/administration/grants`. */
export function readEuAdministratorGrant(request: FastifyRequest): Grant {
  const body = bodyOf<
    PersonGrantRequest & {
      readonly contextIdentifier: unknown;
      readonly euEntityName: string;
      readonly euEntityDetails: EuEntity['details'];
    }
  >(request);
  return {
    ...readEuSubject(body),
    scopes: scopesOf(['VatUeManage', 'InvoiceWrite', 'InvoiceRead', 'Introspection']),
    context: contextOf(body.contextIdentifier, ['NipVatUe']),
    euEntity: { name: body.euEntityName, details: body.euEntityDetails },
  };
}

/** Body of `POST /permissions/eu-entities/grants`. */
export function readEuRepresentativeGrant(request: FastifyRequest): Grant {
  const body = bodyOf<PersonGrantRequest & { readonly permissions: readonly string[] }>(request);
  return { ...readEuSubject(body), scopes: scopesOf(body.permissions) };
}

function readPerson({ subjectIdentifier, description, subjectDetails }: PersonGrantRequest) {
  const subject = checkIdentifier('subjectIdentifier', subjectIdentifier);
  // Fingerprints require the data of their owner.
  if ((subjectDetails.subjectDetailsType === 'PersonByIdentifier') === (subject.type === 'Fingerprint'))
    throw invalidInput("'subjectDetails.subjectDetailsType' nie odpowiada 'subjectIdentifier.type'.");
  return { subject, description, subjectDetails: readPersonDetails(subjectDetails) };
}

function readCompany({ subjectIdentifier, description, subjectDetails }: CompanyGrantRequest) {
  const { fullName } = subjectDetails;
  return {
    subject: checkIdentifier('subjectIdentifier', subjectIdentifier),
    description,
    subjectDetails: { subjectDetailsType: 'EntityByIdentifier', fullName },
  };
}

function readEuSubject({ subjectIdentifier, description, subjectDetails }: PersonGrantRequest) {
  return {
    subject: checkIdentifier('subjectIdentifier', subjectIdentifier),
    description,
    subjectDetails: readPersonDetails(subjectDetails),
  };
}

/** A company's unit, which has a name, or a company below. */
function readUnit(given: unknown, subunitName: string | null | undefined): ContextIdentifier {
  const context = contextOf(given, ['InternalId', 'Nip']);
  if (context.type !== 'InternalId') return context;
  if (!hasUnitChecksum(context.value))
    throw invalidInput("'contextIdentifier.value' ma nieprawidłową sumę kontrolną.");
  if (isMissing(subunitName)) throw missing('subunitName');
  return context;
}

function scopesOf(permissions: readonly string[]): Grant['scopes'] {
  if (permissions.length === 0) throw missing('permissions');
  return [...new Set(permissions)].map((scope) => ({ scope, canDelegate: false }));
}

function contextOf(given: unknown, types: readonly ContextIdentifier['type'][]): ContextIdentifier {
  const context = readContext(given);
  if (context === undefined || !types.includes(context.type)) throw malformed('contextIdentifier');
  return context;
}

function readTarget(given: { readonly type: Target['type']; readonly value?: string | null }): Target {
  const { type, value } = given;
  if (type === 'AllPartners') {
    if (!isMissing(value)) throw invalidInput("'targetIdentifier.value' musi być puste dla 'AllPartners'.");
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
