import type { ContextIdentifier } from '@ksef/core';
import type { EncryptionService } from '@ksef/crypto';
import type { ExportEvent } from '@ksef/export';
import type { SessionEvent } from '@ksef/sessions';

/**
 * The options that the client passes to the parts it calls. They include the options of the call. The context is fixed
 * at the time of the call (`what`), because an async generator otherwise runs in the context of its consumer.
 *
 * @throws MissingContextError
 */
export type CompleteOptions = <Options extends CallObserver>(
  what: string,
  options: Options | undefined,
) => Options & {
  readonly encryptor: EncryptionService;
  readonly context: ContextIdentifier;
  /** Calls the observer of the client and that of the call. */
  onEvent(event: SessionEvent | ExportEvent): void;
};

/** Options that all calls share. */
export interface CallObserver {
  readonly signal?: AbortSignal | undefined;
  readonly onEvent?: ((event: never) => void) | undefined;
}
