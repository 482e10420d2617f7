import { InvalidInputError } from '@ksef/core';
import { anything, nested } from '@ksef/core/internal';

/** KSeF's limits of one batch session. Source: sesja-wsadowa.md, limity.md, the contract's `BatchFileInfo`. */
export const batchLimits = /* @__PURE__ */ Object.freeze({
  /** Bytes of one part before encryption. */
  maxPartBytes: 100_000_000,
  maxParts: 50,
  /** Bytes of the whole package before encryption. */
  maxPackageBytes: 5_000_000_000,
  maxInvoices: 10_000,
});

// A ZIP with 2^32 bytes or 2^16 files or more needs another directory format (ZIP64): another package is opened
// instead.
const largestZipBytes = 4_000_000_000;
const mostInvoices = { Zip: 65_535, TarGz: 100_000 } as const;

/** Size limits of a package and its parts. None may exceed KSeF's limits. */
export interface PackageLimits {
  /** Bytes of one part before encryption. Default and maximum 100 000 000. */
  readonly maxPartBytes?: number | undefined;
  /**
   * Bytes of the package before encryption. Default and maximum 5 000 000 000, or 4 000 000 000 for `Zip`, and never
   * more than fifty parts hold.
   */
  readonly maxPackageBytes?: number | undefined;
  /** Invoices in one package. Default and maximum 10 000, unless KSeF allows your context more; 65 535 for `Zip`. */
  readonly maxInvoices?: number | undefined;
}

/** Rejects unknown names. {@link resolveLimits} rejects invalid values. */
export const packageLimitsCheck = /* @__PURE__ */ nested<PackageLimits>({
  maxPartBytes: anything,
  maxPackageBytes: anything,
  maxInvoices: anything,
});

/** The limits in effect. */
export interface ResolvedLimits {
  readonly partBytes: number;
  readonly packageBytes: number;
  readonly invoices: number;
}

/** @throws InvalidInputError `INVALID_OPTION` */
export function resolveLimits(limits: PackageLimits, compression: 'Zip' | 'TarGz'): ResolvedLimits {
  const partBytes = within('maxPartBytes', limits.maxPartBytes, batchLimits.maxPartBytes);
  const most = Math.min(
    compression === 'Zip' ? largestZipBytes : batchLimits.maxPackageBytes,
    partBytes * batchLimits.maxParts,
  );
  if (limits.maxPackageBytes !== undefined)
    within('maxPackageBytes', limits.maxPackageBytes, batchLimits.maxPackageBytes);
  return {
    partBytes,
    packageBytes: Math.min(most, limits.maxPackageBytes ?? most),
    invoices: within('maxInvoices', limits.maxInvoices, mostInvoices[compression], batchLimits.maxInvoices),
  };
}

function within(input: string, value: number | undefined, most: number, fallback = most): number {
  if (value === undefined) return fallback;
  if (Number.isInteger(value) && value >= 1 && value <= most) return value;
  throw new InvalidInputError(`limits.${input} must be a whole number from 1 to ${most}.`, {
    code: 'INVALID_OPTION',
    input,
  });
}
