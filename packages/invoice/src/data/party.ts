import type { Decimal } from './decimal.js';

/** An address. A text stands for a Polish address in one line. */
export type AddressInput = string | Address;

export interface Address {
  /** Two letters. Default `PL`. */
  readonly country?: string | undefined;
  readonly line1: string;
  readonly line2?: string | undefined;
  /** Global Location Number, 13 digits. */
  readonly gln?: string | undefined;
}

export interface Contact {
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
}

/** The seller (`Podmiot1`). */
export interface Seller {
  /** Ten digits. */
  readonly nip: string;
  readonly name: string;
  readonly address: AddressInput;
  readonly correspondenceAddress?: AddressInput | undefined;
  /** `PL` for intra-EU deals (`PrefiksPodatnika`). */
  readonly vatPrefix?: string | undefined;
  readonly eori?: string | undefined;
  /** At most three. */
  readonly contacts?: readonly Contact[] | undefined;
  /** In liquidation, restructuring, bankruptcy, inheritance (`StatusInfoPodatnika`). */
  readonly status?: 'liquidation' | 'restructuring' | 'bankruptcy' | 'inheritance' | undefined;
}

/** Identifies a party, by exactly one of these. Without any, it has no identifier (`BrakID`). */
export interface Identity {
  /** Polish tax number, ten digits. */
  readonly nip?: string | undefined;
  /** An EU VAT number, without its country's letters. */
  readonly euVat?: { readonly country: string; readonly number: string } | undefined;
  /** A tax number of another country. */
  readonly foreignId?: { readonly country?: string | undefined; readonly number: string } | undefined;
  readonly name?: string | undefined;
}

/** The buyer (`Podmiot2`). */
export interface Buyer extends Identity {
  readonly address?: AddressInput | undefined;
  readonly correspondenceAddress?: AddressInput | undefined;
  readonly eori?: string | undefined;
  readonly contacts?: readonly Contact[] | undefined;
  readonly customerNumber?: string | undefined;
  /** Links the buyer of a correction to his former data (`IDNabywcy`). */
  readonly key?: string | undefined;
  /** The invoice concerns a subordinate unit of a local government: name it as a third party. Default false. */
  readonly isLocalGovernmentUnit?: boolean | undefined;
  /** The invoice concerns a member of a VAT group: name it as a third party. Default false. */
  readonly isVatGroupMember?: boolean | undefined;
}

/** The role of a third party (`Rola`), by the number of KSeF's list. */
export type ThirdPartyRole =
  | 'factor'
  | 'recipient'
  | 'originalEntity'
  | 'additionalBuyer'
  | 'issuer'
  | 'payer'
  | 'localGovernmentIssuer'
  | 'localGovernmentRecipient'
  | 'vatGroupIssuer'
  | 'vatGroupRecipient'
  | 'employee';

/** Any other party of the invoice (`Podmiot3`). */
export interface ThirdParty extends Identity {
  /** A NIP, a dash and five digits. */
  readonly internalId?: string | undefined;
  /** One of KSeF's roles, or a description of another. */
  readonly role: ThirdPartyRole | { readonly other: string };
  readonly address?: AddressInput | undefined;
  readonly correspondenceAddress?: AddressInput | undefined;
  readonly eori?: string | undefined;
  readonly contacts?: readonly Contact[] | undefined;
  readonly customerNumber?: string | undefined;
  readonly key?: string | undefined;
  /** Share in percent, of an additional buyer. */
  readonly share?: Decimal | undefined;
}

/** An authority or tax representative (`PodmiotUpowazniony`). */
export interface AuthorisedParty {
  readonly nip: string;
  readonly name: string;
  readonly address: AddressInput;
  readonly correspondenceAddress?: AddressInput | undefined;
  readonly eori?: string | undefined;
  readonly contacts?: readonly Contact[] | undefined;
  readonly role: 'enforcementAuthority' | 'bailiff' | 'taxRepresentative';
}
