import type { SubjectIdentifier } from '../auth/records.js';
import { objectOf, stringOf } from '../sessions/input.js';
import { invalidInput } from '../sessions/problems.js';

/** What the three kinds of grants have in common, read and checked. */
export interface Grant {
  readonly subject: SubjectIdentifier;
  readonly scopes: readonly { readonly scope: string; readonly canDelegate: boolean }[];
  readonly description: string;
  /** As queries show them. */
  readonly subjectDetails: Readonly<Record<string, unknown>>;
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
];
const entityScopes = ['InvoiceWrite', 'InvoiceRead'];
const authorizationScopes = ['SelfInvoicing', 'RRInvoicing', 'TaxRepresentative', 'PefInvoicing'];

const identifierPatterns: Readonly<Record<SubjectIdentifier['type'], RegExp>> = {
  Nip: /^[1-9](\d[1-9]|[1-9]\d)\d{7}$/,
  Pesel: /^\d{11}$/,
  Fingerprint: /^[0-9A-F]{64}$/,
  PeppolId: /^P[A-Z]{2}\d{6}$/,
};

/** Body of `POST /permissions/persons/grants`, else 21405. */
export function readPersonGrant(body: unknown): Grant {
  const given = objectOf('body', body);
  const scopes = listOf('permissions', given.permissions).map((one) =>
    oneOf('permissions', one, personScopes),
  );
  const subject = readIdentifier('subjectIdentifier', given.subjectIdentifier, [
    'Nip',
    'Pesel',
    'Fingerprint',
  ]);
  const subjectDetails = readPerson(given.subjectDetails);
  const byFingerprint = subjectDetails.subjectDetailsType !== 'PersonByIdentifier';
  if (byFingerprint !== (subject.type === 'Fingerprint'))
    throw invalidInput("'subjectDetails.subjectDetailsType' nie odpowiada 'subjectIdentifier.type'.");
  return {
    subject,
    scopes: [...new Set(scopes)].map((scope) => ({ scope, canDelegate: false })),
    description: textOf('description', given.description, 5, 256),
    subjectDetails,
  };
}

/** Body of `POST /permissions/entities/grants`, else 21405. */
export function readEntityGrant(body: unknown): Grant {
  const given = objectOf('body', body);
  const scopes = listOf('permissions', given.permissions).map((one) => {
    const { type, canDelegate = false } = objectOf('permissions', one);
    if (typeof canDelegate !== 'boolean')
      throw invalidInput("'permissions.canDelegate' musi być wartością logiczną.");
    return { scope: oneOf('permissions.type', type, entityScopes), canDelegate };
  });
  return {
    subject: readIdentifier('subjectIdentifier', given.subjectIdentifier, ['Nip']),
    scopes,
    description: textOf('description', given.description, 5, 256),
    subjectDetails: readEntity(given.subjectDetails),
  };
}

/** Body of `POST /permissions/authorizations/grants`, else 21405. */
export function readAuthorizationGrant(body: unknown): Grant {
  const given = objectOf('body', body);
  const scope = oneOf('permission', given.permission, authorizationScopes);
  return {
    subject: readIdentifier('subjectIdentifier', given.subjectIdentifier, ['Nip', 'PeppolId']),
    scopes: [{ scope, canDelegate: false }],
    description: textOf('description', given.description, 5, 256),
    subjectDetails: readEntity(given.subjectDetails),
  };
}

function readPerson(value: unknown): Record<string, unknown> {
  const details = objectOf('subjectDetails', value);
  const shapes = {
    PersonByIdentifier: 'personById',
    PersonByFingerprintWithIdentifier: 'personByFpWithId',
    PersonByFingerprintWithoutIdentifier: 'personByFpNoId',
  } as const;
  const subjectDetailsType = oneOf(
    'subjectDetails.subjectDetailsType',
    details.subjectDetailsType,
    Object.keys(shapes),
  ) as keyof typeof shapes;
  const name = `subjectDetails.${shapes[subjectDetailsType]}`;
  const person = objectOf(name, details[shapes[subjectDetailsType]]);
  const shown = {
    subjectDetailsType,
    firstName: textOf(`${name}.firstName`, person.firstName, 2, 30),
    lastName: textOf(`${name}.lastName`, person.lastName, 2, 81),
  };
  if (subjectDetailsType === 'PersonByFingerprintWithIdentifier') {
    return {
      ...shown,
      personIdentifier: readIdentifier(`${name}.identifier`, person.identifier, ['Pesel', 'Nip']),
    };
  }
  if (subjectDetailsType === 'PersonByIdentifier') return shown;
  const { type, number, country } = objectOf(`${name}.idDocument`, person.idDocument);
  return {
    ...shown,
    birthDate: textOf(`${name}.birthDate`, person.birthDate, 10, 10),
    idDocument: {
      type: textOf(`${name}.idDocument.type`, type, 1, 20),
      number: textOf(`${name}.idDocument.number`, number, 1, 20),
      country: textOf(`${name}.idDocument.country`, country, 2, 2),
    },
  };
}

function readEntity(value: unknown): Record<string, unknown> {
  const { fullName } = objectOf('subjectDetails', value);
  return {
    subjectDetailsType: 'EntityByIdentifier',
    fullName: textOf('subjectDetails.fullName', fullName, 5, 90),
  };
}

function readIdentifier(
  name: string,
  value: unknown,
  types: readonly SubjectIdentifier['type'][],
): SubjectIdentifier {
  const given = objectOf(name, value);
  const type = oneOf(`${name}.type`, given.type, types) as SubjectIdentifier['type'];
  const text = stringOf(`${name}.value`, given.value);
  if (!identifierPatterns[type].test(text)) throw invalidInput(`'${name}.value' ma nieprawidłowy format.`);
  return { type, value: text };
}

function listOf(name: string, value: unknown): readonly unknown[] {
  if (!Array.isArray(value) || value.length === 0) throw invalidInput(`'${name}' jest wymagane.`);
  return value;
}

function textOf(name: string, value: unknown, shortest: number, longest: number): string {
  const text = stringOf(name, value);
  if (text.length < shortest || text.length > longest)
    throw invalidInput(`'${name}' musi mieć od ${shortest} do ${longest} znaków.`);
  return text;
}

/** Else 21405. */
export function oneOf(name: string, value: unknown, allowed: readonly string[]): string {
  if (!allowed.includes(String(value))) throw invalidInput(`'${name}' ma nieprawidłową wartość.`);
  return String(value);
}
