import type { CertificateListItem } from '@ksef/certificates';
import type { KsefToken } from '@ksef/management';
import { identifierFields } from '../../json/common-fields.js';
import {
  flag,
  type JsonFields,
  maybe,
  number,
  object,
  oneOf,
  output,
  record,
  text,
  texts,
} from '../../json/json-fields.js';
import type { Profile } from '../../profile/profile.js';
import type { ShownCertificate } from './cert.js';
import type { ContextLimits } from './limits.js';
import type { ListedProfile } from './profiles.js';
import type { WhoAmI } from './whoami.js';

const profileName = text('name of the profile', 'nazwa profilu');
const profileFields: JsonFields<Profile> = {
  environment: text(
    '`test`, `demo`, `prd`, `emulator` or an address',
    '`test`, `demo`, `prd`, `emulator` albo adres',
  ),
  context: text(
    'NIP, or type and value, e.g. `InternalId:6824515772-12343`',
    'NIP albo typ i wartość, np. `InternalId:6824515772-12343`',
  ),
  method: object('how it logs in', 'sposób logowania', {
    type: oneOf(
      ['token', 'certificate', 'enrollment', 'pkcs12', 'command'],
      'kind of login; `enrollment`: a certificate of `ksef cert new`',
      'rodzaj logowania; `enrollment`: certyfikat z `ksef cert new`',
    ),
    certificateFile: maybe(text('path of the certificate', 'ścieżka certyfikatu')),
    keyFile: maybe(text('path of the key', 'ścieżka klucza')),
    stateFile: maybe(text('path of the .enrollment.json', 'ścieżka pliku .enrollment.json')),
    file: maybe(text('path of the .p12', 'ścieżka pliku .p12')),
    command: maybe(text('command that signs', 'polecenie, które podpisuje')),
  }),
  secretIn: oneOf(['keychain', 'file', 'none'], 'where its secret is', 'gdzie jest sekret'),
};

export const loginJson = [
  output<Profile & { readonly name: string }>('object', { name: profileName, ...profileFields }),
];

export const profilesJson = [
  output<ListedProfile>('lines', {
    name: profileName,
    isCurrent: flag('whether commands use it by default', 'czy polecenia używają go domyślnie'),
    ...profileFields,
  }),
];

export const useJson = [output<{ current: string }>('object', { current: profileName })];

export const logoutJson = [output<{ removed: string }>('object', { removed: profileName })];

export const whoamiJson = [
  output<WhoAmI>('object', {
    profile: maybe(profileName),
    environment: profileFields.environment,
    context: profileFields.context,
    method: oneOf(
      ['token', 'certificate', 'enrollment', 'pkcs12', 'command'],
      'kind of login',
      'rodzaj logowania',
    ),
    permissions: texts('names of permissions, e.g. `InvoiceWrite`', 'nazwy uprawnień, np. `InvoiceWrite`'),
  }),
];

const tokenReference = text('reference number of the token', 'numer referencyjny tokena');

export const newTokenJson = [
  output<{ referenceNumber: string; token: string }>('object', {
    referenceNumber: tokenReference,
    token: text('the token: a secret', 'token: sekret'),
  }),
];

export const listTokensJson = [
  output<KsefToken>('lines', {
    referenceNumber: tokenReference,
    status: text(
      '`Pending`, `Active`, `Revoking`, `Revoked` or `Failed`',
      '`Pending`, `Active`, `Revoking`, `Revoked` albo `Failed`',
    ),
    statusDetails: maybe(texts('why it failed', 'dlaczego się nie powiodło')),
    dateCreated: text('when it was made', 'kiedy powstał'),
    lastUseDate: maybe(text('when it was last used', 'kiedy ostatnio go użyto')),
    description: text('what it is for', 'do czego służy'),
    requestedPermissions: texts('its permissions', 'jego uprawnienia'),
    authorIdentifier: object('who made it', 'kto go utworzył', identifierFields),
    contextIdentifier: object('whose invoices it opens', 'czyich faktur dotyczy', identifierFields),
  }),
];

export const revokeTokenJson = [
  output<{ referenceNumber: string; status: 'Revoked' }>('object', {
    referenceNumber: tokenReference,
    status: oneOf(['Revoked'], 'its status', 'jego status'),
  }),
];

const serialNumber = text('serial number', 'numer seryjny');
const certificateType = text('`Authentication` or `Offline`', '`Authentication` albo `Offline`');
const validFrom = text('since when it is valid', 'od kiedy jest ważny');
const validTo = text('until when it is valid', 'do kiedy jest ważny');
const certificateFields: JsonFields<ShownCertificate> = {
  serialNumber,
  type: certificateType,
  validFrom,
  validTo,
  keyFile: text('path of the key', 'ścieżka klucza'),
  certificateFile: text('path of the certificate', 'ścieżka certyfikatu'),
  stateFile: text('path of the .enrollment.json', 'ścieżka pliku .enrollment.json'),
};

export const newCertificateJson = [output<ShownCertificate>('object', certificateFields)];

export const renewCertificateJson = [
  output<ShownCertificate & { isRenewed: boolean; previousSerialNumber: string | undefined }>('object', {
    ...certificateFields,
    isRenewed: flag('false: it is not time yet', 'false: jeszcze za wcześnie'),
    previousSerialNumber: maybe(
      text('serial number of the certificate before it', 'numer seryjny poprzedniego certyfikatu'),
    ),
  }),
];

export const listCertificatesJson = [
  output<CertificateListItem>('lines', {
    certificateSerialNumber: serialNumber,
    name: text('name', 'nazwa'),
    type: certificateType,
    commonName: text('common name (CN)', 'nazwa powszechna (CN)'),
    status: text(
      '`Active`, `Blocked`, `Revoked` or `Expired`',
      '`Active`, `Blocked`, `Revoked` albo `Expired`',
    ),
    subjectIdentifier: object('whom it belongs to', 'do kogo należy', identifierFields),
    validFrom,
    validTo,
    requestDate: text('when it was requested', 'kiedy złożono wniosek'),
    lastUseDate: maybe(text('when it was last used', 'kiedy ostatnio go użyto')),
  }),
];

export const revokeCertificateJson = [
  output<{ serialNumber: string; isRevoked: true }>('object', {
    serialNumber,
    isRevoked: flag('true', 'true'),
  }),
];

const invoiceSizes = {
  maxInvoices: number('invoices in a session', 'faktury w sesji'),
  maxInvoiceSizeInMB: number('megabytes of an invoice', 'megabajty faktury'),
  maxInvoiceWithAttachmentSizeInMB: number(
    'megabytes of an invoice with attachments',
    'megabajty faktury z załącznikiem',
  ),
};

export const limitsJson = [
  output<ContextLimits>('object', {
    sessions: object('greatest sizes', 'największe rozmiary', {
      onlineSession: object('of online sessions', 'sesji interaktywnych', invoiceSizes),
      batchSession: object('of batch sessions', 'sesji wsadowych', invoiceSizes),
      collectiveIdentifier: object('of collective identifiers', 'identyfikatorów zbiorczych', {
        maxInvoices: number('invoices of one identifier', 'faktury jednego identyfikatora'),
      }),
    }),
    requests: record('requests that KSeF allows, by kind', 'dozwolone żądania według rodzaju', {
      values: [
        'onlineSession',
        'batchSession',
        'onlineSessionClose',
        'batchSessionClose',
        'invoiceSend',
        'invoiceStatus',
        'sessionList',
        'sessionInvoiceList',
        'sessionMisc',
        'invoiceMetadata',
        'invoiceExport',
        'invoiceExportStatus',
        'invoiceDownload',
        'collectiveIdentifier',
        'anonymous',
        'other',
        'global',
      ],
      fields: {
        perSecond: number('in a second', 'na sekundę'),
        perMinute: number('in a minute', 'na minutę'),
        perHour: number('in an hour', 'na godzinę'),
      },
    }),
  }),
];
