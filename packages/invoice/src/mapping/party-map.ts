import { InvalidInputError } from '@ksef/core';
import type {
  Address,
  AddressInput,
  AuthorisedParty,
  Buyer,
  Contact,
  Identity,
  Seller,
  ThirdParty,
} from '../data/party.js';
import {
  codeOf,
  type FieldMap,
  type FormObject,
  fromForm,
  listFromForm,
  listToForm,
  nameOf,
  toForm,
} from './field-map.js';

const addressMap: FieldMap<Address> = [
  ['country', 'KodKraju'],
  ['line1', 'AdresL1'],
  ['line2', 'AdresL2'],
  ['gln', 'GLN'],
];
const contactMap: FieldMap<Contact> = [
  ['email', 'Email'],
  ['phone', 'Telefon'],
];
const authorisedContactMap: FieldMap<Contact> = [
  ['email', 'EmailPU'],
  ['phone', 'TelefonPU'],
];
const statuses = { liquidation: '1', restructuring: '2', bankruptcy: '3', inheritance: '4' } as const;
const authorisedRoles = { enforcementAuthority: '1', bailiff: '2', taxRepresentative: '3' } as const;
const roles = {
  factor: '1',
  recipient: '2',
  originalEntity: '3',
  additionalBuyer: '4',
  issuer: '5',
  payer: '6',
  localGovernmentIssuer: '7',
  localGovernmentRecipient: '8',
  vatGroupIssuer: '9',
  vatGroupRecipient: '10',
  employee: '11',
} as const;

/** Parts that every party may have, in the order of the form. */
interface PartyParts {
  readonly address?: AddressInput | undefined;
  readonly correspondenceAddress?: AddressInput | undefined;
  readonly contacts?: readonly Contact[] | undefined;
}

export function addressToForm(address: AddressInput, path: string): FormObject {
  const whole = typeof address === 'string' ? { line1: address } : address;
  return toForm({ country: 'PL', ...whole }, addressMap, path);
}

export function addressFromForm(address: object): Address {
  return fromForm(address, addressMap) as Address;
}

export function identityToForm(
  identity: Identity & { readonly internalId?: string | undefined },
  path: string,
): FormObject {
  const { nip, internalId, euVat, foreignId, name } = identity;
  const given = Object.entries({ nip, internalId, euVat, foreignId }).flatMap(([key, value]) =>
    value === undefined ? [] : [key],
  );
  if (given.length > 1)
    throw new InvalidInputError(
      `${path} has ${given.join(' and ')}. Give one of them: the form has place for one.`,
      {
        code: 'INVALID_INPUT',
        input: path,
      },
    );
  const named = name === undefined ? {} : { Nazwa: name };
  if (nip !== undefined) return { NIP: nip, ...named };
  if (internalId !== undefined) return { IDWew: internalId, ...named };
  if (euVat !== undefined) return { KodUE: euVat.country, NrVatUE: euVat.number, ...named };
  if (foreignId !== undefined)
    return {
      ...(foreignId.country === undefined ? {} : { KodKraju: foreignId.country }),
      NrID: foreignId.number,
      ...named,
    };
  return { BrakID: '1', ...named };
}

export function identityFromForm(object: object | undefined): Identity & { internalId?: string } {
  const { NIP, IDWew, KodUE, NrVatUE, KodKraju, NrID, Nazwa } = (object ?? {}) as Record<
    string,
    string | undefined
  >;
  return {
    ...(NIP === undefined ? {} : { nip: NIP }),
    ...(IDWew === undefined ? {} : { internalId: IDWew }),
    ...(KodUE === undefined || NrVatUE === undefined ? {} : { euVat: { country: KodUE, number: NrVatUE } }),
    ...(NrID === undefined
      ? {}
      : { foreignId: { ...(KodKraju === undefined ? {} : { country: KodKraju }), number: NrID } }),
    ...(Nazwa === undefined ? {} : { name: Nazwa }),
  };
}

function partsToForm(parts: PartyParts, path: string, contacts = contactMap): FormObject {
  const { address, correspondenceAddress } = parts;
  return {
    Adres: address === undefined ? undefined : addressToForm(address, `${path}.address`),
    AdresKoresp:
      correspondenceAddress === undefined
        ? undefined
        : addressToForm(correspondenceAddress, `${path}.correspondenceAddress`),
    DaneKontaktowe: listToForm(parts.contacts, `${path}.contacts`, (contact, place) =>
      toForm(contact, contacts, place),
    ),
  };
}

function partsFromForm(object: FormObject, contacts = contactMap): PartyParts {
  const { Adres, AdresKoresp, DaneKontaktowe } = object;
  return {
    ...(Adres === undefined ? {} : { address: addressFromForm(Adres as object) }),
    ...(AdresKoresp === undefined ? {} : { correspondenceAddress: addressFromForm(AdresKoresp as object) }),
    ...(DaneKontaktowe === undefined
      ? {}
      : {
          contacts: listFromForm(DaneKontaktowe as object[], (contact) => fromForm(contact, contacts)) ?? [],
        }),
  };
}

export function sellerToForm(seller: Seller): FormObject {
  return {
    PrefiksPodatnika: seller.vatPrefix,
    NrEORI: seller.eori,
    DaneIdentyfikacyjne: { NIP: seller.nip, Nazwa: seller.name },
    ...partsToForm(seller, 'seller'),
    StatusInfoPodatnika:
      seller.status === undefined ? undefined : codeOf(statuses, seller.status, 'seller.status'),
  };
}

export function sellerFromForm(object: object): Seller {
  const form = object as FormObject & { DaneIdentyfikacyjne?: { NIP?: string; Nazwa?: string } };
  const status = nameOf(statuses, form.StatusInfoPodatnika as string | undefined);
  return {
    nip: form.DaneIdentyfikacyjne?.NIP ?? '',
    name: form.DaneIdentyfikacyjne?.Nazwa ?? '',
    ...(partsFromForm(form) as Pick<Seller, 'address'>),
    ...fromForm<Seller>(form, [
      ['vatPrefix', 'PrefiksPodatnika'],
      ['eori', 'NrEORI'],
    ]),
    ...(status === undefined ? {} : { status }),
  };
}

const buyerMap: FieldMap<Buyer> = [
  ['eori', 'NrEORI'],
  ['customerNumber', 'NrKlienta'],
  ['key', 'IDNabywcy'],
];

export function buyerToForm(buyer: Buyer): FormObject {
  return {
    ...toForm(buyer, buyerMap, 'buyer'),
    DaneIdentyfikacyjne: identityToForm(buyer, 'buyer'),
    ...partsToForm(buyer, 'buyer'),
    JST: buyer.isLocalGovernmentUnit === true ? '1' : '2',
    GV: buyer.isVatGroupMember === true ? '1' : '2',
  };
}

export function buyerFromForm(object: object): Buyer {
  const form = object as FormObject;
  return {
    ...identityFromForm(form.DaneIdentyfikacyjne as object | undefined),
    ...partsFromForm(form),
    ...fromForm<Buyer>(form, buyerMap),
    ...(form.JST === '1' ? { isLocalGovernmentUnit: true } : {}),
    ...(form.GV === '1' ? { isVatGroupMember: true } : {}),
  };
}

const thirdPartyMap: FieldMap<ThirdParty> = [
  ['key', 'IDNabywcy'],
  ['eori', 'NrEORI'],
  ['share', 'Udzial', 'decimal'],
  ['customerNumber', 'NrKlienta'],
];

export function thirdPartyToForm(party: ThirdParty, path: string): FormObject {
  const { role } = party;
  return {
    ...toForm(party, thirdPartyMap, path),
    DaneIdentyfikacyjne: identityToForm(party, path),
    ...partsToForm(party, path),
    ...(typeof role === 'object'
      ? { RolaInna: '1', OpisRoli: role.other }
      : { Rola: codeOf(roles, role, `${path}.role`) }),
  };
}

export function thirdPartyFromForm(object: object): ThirdParty {
  const form = object as FormObject;
  const known = nameOf(roles, form.Rola as string | undefined);
  return {
    ...identityFromForm(form.DaneIdentyfikacyjne as object | undefined),
    ...partsFromForm(form),
    ...fromForm<ThirdParty>(form, thirdPartyMap),
    role: known ?? { other: String(form.OpisRoli ?? '') },
  };
}

export function authorisedToForm(party: AuthorisedParty): FormObject {
  return {
    NrEORI: party.eori,
    DaneIdentyfikacyjne: { NIP: party.nip, Nazwa: party.name },
    ...partsToForm(party, 'authorisedParty', authorisedContactMap),
    RolaPU: codeOf(authorisedRoles, party.role, 'authorisedParty.role'),
  };
}

export function authorisedFromForm(object: object): AuthorisedParty {
  const form = object as FormObject & { DaneIdentyfikacyjne?: { NIP?: string; Nazwa?: string } };
  return {
    nip: form.DaneIdentyfikacyjne?.NIP ?? '',
    name: form.DaneIdentyfikacyjne?.Nazwa ?? '',
    ...(partsFromForm(form, authorisedContactMap) as Pick<AuthorisedParty, 'address'>),
    ...fromForm<AuthorisedParty>(form, [['eori', 'NrEORI']]),
    role: nameOf(authorisedRoles, form.RolaPU as string | undefined) ?? 'taxRepresentative',
  };
}
