import type { ContextIdentifier } from '@ksef/core';
import type { EncryptionService } from '@ksef/crypto';
import type { ExportEvent } from '@ksef/export';
import type { SessionEvent } from '@ksef/sessions';

/**
 * What the client gives to the parts that it calls. The context is fixed at the call, `what`: an async generator runs
 * on in whatever context its consumer is. The options of the call are among it.
 *
 * @throws MissingContextError
 */
export type CompleteOptions = <Options extends CallObserver>(
  what: string,
  options: Options | undefined,
) => Options & {
  readonly encryptor: EncryptionService;
  readonly context: ContextIdentifier;
  /** Tells the observer of the client, and that of the call. */
  onEvent(event: SessionEvent | ExportEvent): void;
};

/** What options of calls have in common. */
export interface CallObserver {
  readonly signal?: AbortSignal | undefined;
  readonly onEvent?: ((event: never) => void) | undefined;
}
