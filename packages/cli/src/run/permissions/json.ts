import type {
  attachmentPermission,
  listAuthorizations,
  listEntityPermissions,
  listEuEntityPermissions,
  listPersonPermissions,
  listRoles,
  listSubordinateRoles,
  listSubunitPermissions,
  OwnPermissions,
} from '@ksef/management';
import { identifierFields } from '../../json/common-fields.js';
import { flag, maybe, object, output, text, texts } from '../../json/json-fields.js';

type Of<List extends (...args: never[]) => AsyncIterable<unknown>> =
  ReturnType<List> extends AsyncIterable<infer Item> ? Item : never;
/** What `mine` lists of permissions that nobody granted: those of the owner. */
type Owned = Pick<OwnPermissions['grants'][number], 'permissionScope'>;
type Listed =
  | Owned
  | OwnPermissions['grants'][number]
  | Of<typeof listPersonPermissions>
  | Of<typeof listEntityPermissions>
  | Of<typeof listAuthorizations>
  | Of<typeof listSubunitPermissions>
  | Of<typeof listEuEntityPermissions>;

const identified = (en: string, pl: string) => maybe(object(en, pl, identifierFields));
/** Of whom a permission is; some kinds name nobody, e.g. all partners. */
const perhapsIdentified = (en: string, pl: string) =>
  maybe(object(en, pl, { type: identifierFields.type, value: maybe(identifierFields.value) }));

export const listPermissionsJson = [
  output<Listed>('lines', {
    id: maybe(
      text(
        'id for `permissions revoke`; absent for those of the owner',
        'identyfikator dla `permissions revoke`; brak przy uprawnieniach właściciela',
      ),
    ),
    permissionScope: maybe(text('name of the permission', 'nazwa uprawnienia')),
    authorizationScope: maybe(text('name of the authorization', 'nazwa upoważnienia')),
    authorizedIdentifier: identified('who has it', 'kto je ma'),
    authorizedEntityIdentifier: identified('company that has it', 'firma, która je ma'),
    authorizedFingerprintIdentifier: maybe(
      text('certificate of who has it', 'odcisk certyfikatu tego, kto je ma'),
    ),
    authorizingEntityIdentifier: identified('company that gave it', 'firma, która je nadała'),
    contextIdentifier: identified('context in which it holds', 'kontekst, którego dotyczy'),
    targetIdentifier: perhapsIdentified(
      'client for whom it holds, or `AllPartners`',
      'klient, którego dotyczy, albo `AllPartners`',
    ),
    subunitIdentifier: identified('unit in which it holds', 'jednostka, której dotyczy'),
    subunitName: maybe(text('name of the unit', 'nazwa jednostki')),
    vatUeIdentifier: maybe(text('VAT number of the EU company', 'numer VAT UE firmy')),
    euEntityName: maybe(text('name of the EU company', 'nazwa firmy z UE')),
    euEntityDetails: maybe(
      object('the EU company', 'firma z UE', {
        fullName: text('name', 'nazwa'),
        address: text('address', 'adres'),
      }),
    ),
    authorIdentifier: perhapsIdentified('who granted it', 'kto je nadał'),
    description: maybe(text('why', 'w jakim celu')),
    subjectPersonDetails: maybe(
      object('person who has it', 'osoba, która je ma', {
        subjectDetailsType: text('kind of details', 'rodzaj danych'),
        firstName: text('first name', 'imię'),
        lastName: text('last name', 'nazwisko'),
        personIdentifier: identified('NIP or PESEL', 'NIP albo PESEL'),
        birthDate: maybe(text('date of birth', 'data urodzenia')),
        idDocument: maybe(
          object('identity document', 'dokument tożsamości', {
            type: text('kind', 'rodzaj'),
            number: text('number', 'numer'),
            country: text('country', 'kraj'),
          }),
        ),
      }),
    ),
    subjectEntityDetails: maybe(
      object('company that has it', 'firma, która je ma', {
        subjectDetailsType: text('kind of details', 'rodzaj danych'),
        fullName: text('name', 'nazwa'),
        address: maybe(text('address', 'adres')),
      }),
    ),
    permissionState: maybe(text('`Active` or `Inactive`', '`Active` albo `Inactive`')),
    startDate: maybe(text('since when', 'od kiedy')),
    canDelegate: maybe(flag('whether it may be passed on', 'czy można je przekazać dalej')),
  }),
];

export const grantedJson = [
  output<{ to: string; permissions: readonly string[]; isGranted: true }>('object', {
    to: text('NIP, PESEL or Peppol id', 'NIP, PESEL albo identyfikator Peppol'),
    permissions: texts('what was granted', 'co nadano'),
    isGranted: flag('true', 'true'),
  }),
];

export const revokePermissionJson = [
  output<{ id: string; isRevoked: true }>('object', {
    id: text('id of the permission', 'identyfikator uprawnienia'),
    isRevoked: flag('true', 'true'),
  }),
];

export const rolesJson = [
  output<Of<typeof listRoles> | Of<typeof listSubordinateRoles>>('lines', {
    role: text('role, e.g. `VatGroupUnit`', 'rola, np. `VatGroupUnit`'),
    description: text('its description', 'opis'),
    startDate: text('since when', 'od kiedy'),
    parentEntityIdentifier: identified('superior unit', 'jednostka nadrzędna'),
    subordinateEntityIdentifier: identified('subordinate unit', 'jednostka podrzędna'),
  }),
];

export const attachmentsJson = [
  output<Awaited<ReturnType<typeof attachmentPermission>>>('object', {
    isAttachmentAllowed: maybe(
      flag('whether invoices with attachments are allowed', 'czy wolno wysyłać faktury z załącznikami'),
    ),
    revokedDate: maybe(text('when that ends', 'kiedy zgoda się kończy')),
  }),
];
