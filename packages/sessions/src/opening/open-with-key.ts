import type { Api, CallOptions, Schemas } from '@ksef/api';
import { encodeBase64, KsefApiError, UnknownOutcomeError } from '@ksef/core';
import { growingWaits } from '@ksef/core/internal';
import type { SessionEvent } from '../events/index.js';
import type { SessionKey } from './session-key.js';
import type { SymmetricKeyEncryptor } from './symmetric-key-encryptor.js';

/** What opening needs in addition to the key. */
export interface OpenWithKeyOptions extends CallOptions {
  readonly encryptor: SymmetricKeyEncryptor;
  readonly onEvent?: ((event: SessionEvent) => void) | undefined;
}

const keyUnknown = 21470;
const mostOpenings = 3;

/**
 * Opens a session with a key that is encrypted for KSeF. When KSeF no longer knows its public key (21470), the keys are
 * fetched again and opening is retried once. When an answer is lost, another session is opened: the lost one contains
 * no invoices, and KSeF ends it.
 */
export async function openWithKey<T>(
  api: Api,
  key: SessionKey,
  options: OpenWithKeyOptions,
  open: (encryption: Schemas['EncryptionInfo']) => Promise<T>,
): Promise<T> {
  const { encryptor, onEvent, signal } = options;
  const waits = growingWaits(500, 5_000);
  let refreshed = false;
  for (let opening = 1; ; ) {
    try {
      const { encrypted, publicKeyId } = await key.withRaw((raw) =>
        encryptor.encryptSymmetricKey(raw, { signal }),
      );
      return await open({
        encryptedSymmetricKey: encodeBase64(encrypted),
        initializationVector: encodeBase64(key.iv),
        publicKeyId,
      });
    } catch (error) {
      if (error instanceof KsefApiError && error.hasCode(keyUnknown) && !refreshed) {
        refreshed = true;
        await encryptor.forceRefresh({ signal });
        continue;
      }
      if (!(error instanceof UnknownOutcomeError) || opening++ >= mostOpenings) throw error;
      const waitMs = waits.next().value;
      onEvent?.({ type: 'waiting', what: 'another try at opening a session', waitMs });
      await api.clock.sleep(waitMs, signal);
    }
  }
}
