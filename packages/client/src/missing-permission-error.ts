import { ForbiddenError, type KsefApiErrorOptions } from '@ksef/core';

/** The KSeF token of a login, without its secret. */
export interface KsefTokenOfLogin {
  readonly referenceNumber: string;
  readonly description: string;
  /** NIP, PESEL or fingerprint of its creator, who lacks every permission that the token lacks. */
  readonly author: { readonly type: string; readonly value: string };
  /** The permissions it was created with. They cannot be changed. */
  readonly permissions: readonly string[];
}

/** Details of {@link MissingPermissionError}. */
export interface MissingPermissionErrorOptions extends KsefApiErrorOptions {
  readonly requiredPermissions: readonly string[];
  readonly presentPermissions: readonly string[];
  readonly ksefToken?: KsefTokenOfLogin | undefined;
}

/**
 * HTTP 403 because of a missing permission: which one is missing, which ones the login has, and which KSeF token logged
 * in. Code: `FORBIDDEN`.
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

  /** At least one of them is required. */
  declare readonly requiredPermissions: readonly string[];
  /** The permissions of the login in the context. */
  declare readonly presentPermissions: readonly string[];
  /** The KSeF token that logged in, if KSeF returns it. */
  declare readonly ksefToken: KsefTokenOfLogin | undefined;

  // The base class keeps all details it is given.
  constructor(message: string, options: MissingPermissionErrorOptions) {
    super(message, options);
  }
}
