import { type Api, type CallOptions, openOnlineSession } from '@ksef/api';
import {
  encodeBase64,
  type FormCode,
  formCodes,
  isSameForm,
  KsefApiError,
  UnknownOutcomeError,
} from '@ksef/core';
import { growingWaits } from './growing-waits.js';
import { OnlineSession, type OnlineSessionFacts } from './online-session.js';
import { observed, type SessionEvent } from './session-event.js';
import { SessionKey } from './session-key.js';
import type { SymmetricKeyEncryptor } from './symmetric-key-encryptor.js';

/** Options of {@link openSession}. */
export interface OpenSessionOptions extends CallOptions {
  readonly form: FormCode;
  readonly encryptor: SymmetricKeyEncryptor;
  /** Asks KSeF for a feature, e.g. `subject-identifier-validation` on TEST. */
  readonly feature?: string | undefined;
  readonly onEvent?: ((event: SessionEvent) => void) | undefined;
}

/** Options of {@link resumeSession}. */
export interface ResumeSessionOptions {
  readonly onEvent?: ((event: SessionEvent) => void) | undefined;
}

const keyUnknown = 21470;
const mostOpenings = 3;

/**
 * Opens an online session for invoices of one form. The key is made here and encrypted by `encryptor`; when KSeF does
 * not know that public key any more (21470), keys are fetched anew and it is tried once more. When an answer is lost,
 * another session is opened: the lost one has no invoices, and ends by itself.
 *
 * @throws KsefApiError, UnknownOutcomeError
 */
export async function openSession(api: Api, options: OpenSessionOptions): Promise<OnlineSession> {
  const { form, encryptor } = options;
  const onEvent = observed(options.onEvent);
  if (isSameForm(form, formCodes.fa2) && ['DEMO', 'PRD'].includes(api.environment.name)) {
    onEvent?.({ type: 'warning', message: 'FA (2) is taken on TEST only.' });
  }
  const key = SessionKey.create();
  const waits = growingWaits(500, 5_000);
  let refreshed = false;
  for (let opening = 1; ; ) {
    try {
      const opened = await requestSession(api, key, options);
      onEvent?.({ type: 'session-opened', referenceNumber: opened.referenceNumber, form: form.systemCode });
      return new OnlineSession(api, key, { ...opened, form }, onEvent);
    } catch (error) {
      if (error instanceof KsefApiError && error.hasCode(keyUnknown) && !refreshed) {
        refreshed = true;
        await encryptor.forceRefresh(options);
        continue;
      }
      if (!(error instanceof UnknownOutcomeError) || opening++ >= mostOpenings) throw error;
      const waitMs = waits.next().value;
      onEvent?.({ type: 'waiting', what: 'another try at opening a session', waitMs });
      await api.clock.sleep(waitMs, options.signal);
    }
  }
}

async function requestSession(
  api: Api,
  key: SessionKey,
  options: OpenSessionOptions,
): ReturnType<typeof openOnlineSession> {
  const { encrypted, publicKeyId } = await key.withRaw((raw) =>
    options.encryptor.encryptSymmetricKey(raw, options),
  );
  const encryption = {
    encryptedSymmetricKey: encodeBase64(encrypted),
    initializationVector: encodeBase64(key.iv),
    publicKeyId,
  };
  return openOnlineSession(
    api,
    { feature: options.feature, body: { formCode: options.form, encryption } },
    options,
  );
}

/**
 * Takes up a session that {@link OnlineSession.seal} has written down.
 *
 * @throws InvalidInputError `INVALID_SEAL`, `INVALID_KEY`
 */
export async function resumeSession(
  api: Api,
  sealed: string,
  sealKey: Uint8Array,
  options: ResumeSessionOptions = {},
): Promise<OnlineSession> {
  const { key, facts } = await SessionKey.unseal(sealed, sealKey);
  return new OnlineSession(api, key, facts as OnlineSessionFacts, observed(options.onEvent));
}
