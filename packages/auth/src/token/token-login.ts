import type { AuthorizationPolicy, ContextInput } from '@ksef/core';
import type { TokenEncryptor } from './token-encryptor.js';

/** A login with a KSeF token. */
export interface TokenLogin {
  /** The context of the tokens. */
  readonly context: ContextInput;
  /** The KSeF token, exactly as KSeF issued it. A secret. */
  readonly token: string;
  /** `EncryptionService` of `@ksef/crypto`, or your own. */
  readonly encryptor: TokenEncryptor;
  /** Addresses from which the tokens may be used. Default: any. */
  readonly authorizationPolicy?: AuthorizationPolicy | undefined;
}
