import { ForbiddenError, type KsefApiErrorOptions } from '@ksef/core';

/** The KSeF token of a login, without its secret. */
export interface KsefTokenOfLogin {
  readonly referenceNumber: string;
  readonly description: string;
  /** Who created it, by NIP, PESEL or fingerprint: it has no permission that this one lacks. */
  readonly author: { readonly type: string; readonly value: string };
  /** What it was created for; it cannot be changed. */
  readonly permissions: readonly string[];
}

/** What {@link MissingPermissionError} tells. */
export interface MissingPermissionErrorOptions extends KsefApiErrorOptions {
  readonly requiredPermissions: readonly string[];
  readonly presentPermissions: readonly string[];
  readonly ksefToken?: KsefTokenOfLogin | undefined;
}

/**
 * HTTP 403 because of a permission: which one is missing, which there are, and whose token it was. Code: `FORBIDDEN`.
 *
 * @example
 * ```ts
 * import { type Ksef, MissingPermissionError } from '@ksef/client';
 *
 * declare const ksef: Ksef;
 * declare const xml: Uint8Array;
 *
 * await ksef.send(xml).catch((error: unknown) => {
 *   if (!(error instanceof MissingPermissionError)) throw error;
 *   console.error(`Ask for one of ${error.requiredPermissions.join(', ')}`, error.ksefToken?.author.type);
 * });
 * ```
 */
export class MissingPermissionError extends ForbiddenError {
  static override readonly kind: string = 'MissingPermissionError';

  /** One of them is needed. */
  declare readonly requiredPermissions: readonly string[];
  /** Those that the login has in the context. */
  declare readonly presentPermissions: readonly string[];
  /** The KSeF token that logged in, where KSeF shows it. */
  declare readonly ksefToken: KsefTokenOfLogin | undefined;

  // The base keeps whatever facts it is given.
  constructor(message: string, options: MissingPermissionErrorOptions) {
    super(message, options);
  }
}
