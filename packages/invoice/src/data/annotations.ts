import type { Decimal } from './decimal.js';

/** Legal annotations (`Adnotacje`). Omitted ones do not apply. */
export interface Annotations {
  /** Cash accounting (metoda kasowa). */
  readonly isCashAccounting?: boolean | undefined;
  /** The buyer issues the invoice (samofakturowanie). */
  readonly isSelfBilling?: boolean | undefined;
  /** The buyer settles the tax (odwrotne obciążenie). Default: true if a line has the rate `oo`. */
  readonly isReverseCharge?: boolean | undefined;
  /** Split payment (mechanizm podzielonej płatności). */
  readonly isSplitPayment?: boolean | undefined;
  /** Why a supply is exempt: a provision of the VAT act, of directive 2006/112/EC, or another. */
  readonly exemption?:
    | { readonly act: string }
    | { readonly directive: string }
    | { readonly other: string }
    | undefined;
  readonly newVehicles?:
    | { readonly hasArt42Duty: boolean; readonly vehicles: readonly NewVehicle[] }
    | undefined;
  /** Simplified triangular procedure, second taxpayer (`P_23`). */
  readonly isTriangular?: boolean | undefined;
  /** Margin scheme for travel agents, second-hand goods, works of art, collectables and antiques. */
  readonly margin?: 'travel' | 'secondHand' | 'art' | 'collectables' | undefined;
}

/** A new means of transport (`NowySrodekTransportu`). */
export interface NewVehicle {
  /** Day of first use, `YYYY-MM-DD`. */
  readonly firstUse: string;
  /** Number of the line. */
  readonly line: Decimal;
  readonly make?: string | undefined;
  readonly model?: string | undefined;
  readonly colour?: string | undefined;
  readonly registration?: string | undefined;
  readonly year?: string | undefined;
  /** Land vehicle: mileage, and at most one of its numbers. */
  readonly mileage?: string | undefined;
  readonly vin?: string | undefined;
  readonly bodyNumber?: string | undefined;
  readonly chassisNumber?: string | undefined;
  readonly frameNumber?: string | undefined;
  readonly type?: string | undefined;
  /** Vessel: hours, and hull number. */
  readonly vesselHours?: string | undefined;
  readonly hullNumber?: string | undefined;
  /** Aircraft: hours, and serial number. */
  readonly aircraftHours?: string | undefined;
  readonly serialNumber?: string | undefined;
}
