import type { ArgumentSpec, CommandSpec, OptionSpec } from '../command/command-spec.js';

/** Names of permissions of persons and tokens, for help. */
export const permissionNames =
  'InvoiceRead, InvoiceWrite, CredentialsRead, CredentialsManage, Introspection, SubunitManage, EnforcementOperations, CollectiveIdentifierManage';

const authorizations = 'SelfInvoicing, RRInvoicing, TaxRepresentative, PefInvoicing';

const person: readonly OptionSpec[] = [
  { flags: '--first-name <name>', text: { en: "the person's first name", pl: 'imię osoby' } },
  { flags: '--last-name <name>', text: { en: "the person's last name", pl: 'nazwisko osoby' } },
];
const description: OptionSpec = {
  flags: '--description <text>',
  text: { en: 'why', pl: 'w jakim celu' },
  isRequired: true,
};
const identifier = (en: string, pl: string): ArgumentSpec => ({ name: '<identifier>', text: { en, pl } });

/** Commands for permissions. */
export const permissions: readonly CommandSpec[] = [
  {
    name: 'list',
    text: { en: 'list permissions', pl: 'wypisz uprawnienia' },
    options: [
      {
        flags: '--of <whom>',
        text: {
          en: 'yours (default); those of persons in this context; those that companies have granted to it (entities); authorizations, given or received; administrators of units; EU companies',
          pl: 'własne (domyślnie); osób w tym kontekście; nadane mu przez firmy (entities); uprawnienia podmiotowe nadane lub otrzymane; administratorów jednostek; podmiotów unijnych',
        },
        choices: [
          'mine',
          'persons',
          'entities',
          'authorizations',
          'received-authorizations',
          'units',
          'eu-entities',
        ],
      },
    ],
    load: async () => (await import('../run/permissions/list-permissions.js')).listPermissions,
  },
  {
    name: 'grant',
    text: { en: 'grant permissions to a person or a company', pl: 'nadaj uprawnienia osobie lub firmie' },
    args: [identifier("a person's PESEL or NIP, or a company's NIP", 'PESEL lub NIP osoby albo NIP firmy')],
    options: [
      {
        flags: '--permission <name>',
        text: { en: permissionNames, pl: permissionNames },
        isList: true,
        isRequired: true,
      },
      ...person,
      {
        flags: '--company <name>',
        text: { en: "the company's name: a company, not a person", pl: 'nazwa firmy: firma, nie osoba' },
      },
      {
        flags: '--delegate',
        text: {
          en: 'the company may pass the permissions on',
          pl: 'firma może przekazywać uprawnienia dalej',
        },
      },
      {
        flags: '--for <client>',
        text: {
          en: 'a person for a client of yours: its NIP, its internal id, or "all"',
          pl: 'osoba do obsługi twojego klienta: jego NIP, identyfikator wewnętrzny albo „all” (wszyscy)',
        },
      },
      description,
    ],
    examples: [
      'ksef permissions grant 90010112345 --first-name Anna --last-name Nowak --permission InvoiceRead --description bookkeeper',
      'ksef permissions grant 5265877635 --company "Biuro sp. z o.o." --permission InvoiceRead --description bookkeeping',
    ],
    load: async () => (await import('../run/permissions/grant-permissions.js')).grantPermissions,
  },
  {
    name: 'authorize',
    text: {
      en: 'let a company or a Peppol provider invoice on behalf of this one',
      pl: 'pozwól firmie lub dostawcy Peppol wystawiać faktury w imieniu tej firmy',
    },
    args: [identifier('NIP, or a Peppol id', 'NIP albo identyfikator Peppol')],
    options: [
      {
        flags: '--permission <name>',
        text: { en: authorizations, pl: authorizations },
        isRequired: true,
      },
      { flags: '--company <name>', text: { en: 'its name', pl: 'nazwa' }, isRequired: true },
      description,
    ],
    examples: [
      'ksef permissions authorize 7811900008 --permission SelfInvoicing --company "Nabywca S.A." --description "self-invoicing"',
    ],
    load: async () => (await import('../run/permissions/grant-permissions.js')).authorize,
  },
  {
    name: 'grant-unit',
    text: {
      en: 'make a person the administrator of a unit, which is created if needed',
      pl: 'ustanów administratora jednostki; jednostka powstaje, jeśli jej nie ma',
    },
    args: [identifier("the person's PESEL or NIP", 'PESEL lub NIP osoby')],
    options: [
      {
        flags: '--unit <id>',
        text: { en: 'internal id or NIP of the unit', pl: 'identyfikator wewnętrzny lub NIP jednostki' },
        isRequired: true,
      },
      { flags: '--unit-name <name>', text: { en: 'its name', pl: 'nazwa jednostki' } },
      ...person,
      description,
    ],
    load: async () => (await import('../run/permissions/grant-permissions.js')).grantUnit,
  },
  {
    name: 'revoke',
    text: { en: 'revoke a permission', pl: 'odbierz uprawnienie' },
    args: [
      {
        name: '<id>',
        text: { en: 'id of "permissions list"', pl: 'identyfikator z „permissions list”' },
      },
    ],
    options: [
      {
        flags: '--authorization',
        text: {
          en: 'it is one of "--of authorizations"',
          pl: 'to uprawnienie podmiotowe („--of authorizations”)',
        },
      },
    ],
    load: async () => (await import('../run/permissions/revoke-permission.js')).revoke,
  },
  {
    name: 'roles',
    text: { en: 'roles of this context', pl: 'role tego kontekstu' },
    options: [
      {
        flags: '--subordinate',
        text: {
          en: 'members of its VAT group, units of its local government',
          pl: 'członkowie grupy VAT, jednostki podrzędne JST',
        },
      },
    ],
    load: async () => (await import('../run/permissions/show-roles.js')).showRoles,
  },
  {
    name: 'attachments',
    text: {
      en: 'whether invoices with attachments are allowed',
      pl: 'czy można wysyłać faktury z załącznikami',
    },
    load: async () => (await import('../run/permissions/show-roles.js')).showAttachments,
  },
];
