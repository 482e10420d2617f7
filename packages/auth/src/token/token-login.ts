import type { AuthorizationPolicy, ContextInput } from '@ksef/core';
import type { TokenEncryptor } from './token-encryptor.js';

/** A login by KSeF token. */
export interface TokenLogin {
  /** Whose invoices the tokens are for. */
  readonly context: ContextInput;
  /** The KSeF token, as KSeF gave it. A secret. */
  readonly token: string;
  /** `EncryptionService` of `@ksef/crypto`, or yours. */
  readonly encryptor: TokenEncryptor;
  /** Addresses from which the tokens may be used. Default: any. */
  readonly authorizationPolicy?: AuthorizationPolicy | undefined;
}
