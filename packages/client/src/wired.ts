import type { ContextIdentifier } from '@ksef/core';
import type { EncryptionService } from '@ksef/crypto';
import type { KsefEvent } from './ksef-options.js';

/**
 * What the client gives to the parts that it calls. The context is fixed at the call, `what`: an async generator runs
 * on in whatever context its consumer is.
 *
 * @throws MissingContextError
 */
export type Wired = (what: string) => {
  readonly encryptor: EncryptionService;
  readonly context: ContextIdentifier;
  onEvent(event: KsefEvent): void;
};
