import { type Api, type CallOptions, openOnlineSession } from '@ksef/api';
import type { FormCode } from '@ksef/core';
import {
  callback,
  checkOptions,
  type OptionChecks,
  objectWith,
  observed,
  required,
  someText,
  stopwatch,
} from '@ksef/core/internal';
import type { SessionEvent } from '../../events/index.js';
import { openWithKey, SessionKey, type SymmetricKeyEncryptor, warnOfForm } from '../../opening/index.js';
import { callChecks, callOf, encryptorCheck } from '../../options/index.js';
import { OnlineSession, type OnlineSessionFacts } from './online-session.js';

/** Options of {@link openSession}. */
export interface OpenSessionOptions extends CallOptions {
  readonly formCode: FormCode;
  readonly encryptor: SymmetricKeyEncryptor;
  /** Enables a feature of KSeF, e.g. `subject-identifier-validation` on TEST. */
  readonly feature?: string | undefined;
  readonly onEvent?: ((event: SessionEvent) => void) | undefined;
}

/** Options of {@link resumeSession}. */
export interface ResumeSessionOptions {
  readonly onEvent?: ((event: SessionEvent) => void) | undefined;
}

const checks: OptionChecks<OpenSessionOptions> = /* @__PURE__ */ Object.freeze({
  ...callChecks,
  formCode: required(objectWith()),
  encryptor: encryptorCheck,
  feature: someText,
  onEvent: callback,
});

/**
 * Opens an online session for invoices of one form. Creates the key here, and `encryptor` encrypts it. When KSeF no
 * longer knows the public key (21470), the keys are fetched again and opening is retried once. When a response is lost,
 * another session is opened: the lost one contains no invoices, and KSeF ends it.
 *
 * @throws KsefApiError, UnknownOutcomeError
 * @example
 * ```ts
 * import type { Api } from '@ksef/api';
 * import { formCodes } from '@ksef/core';
 * import { openSession, resumeSession, type SymmetricKeyEncryptor } from '@ksef/sessions';
 *
 * declare const api: Api;
 * declare const encryptor: SymmetricKeyEncryptor; // EncryptionService of @ksef/crypto
 * declare const xml: Uint8Array;
 * declare const sealingKey: Uint8Array; // 32 bytes, from your secret store
 *
 * const session = await openSession(api, { formCode: formCodes.fa3, encryptor });
 * const sealed = await session.seal(sealingKey); // text: another process can resume the session
 * const resumed = await resumeSession(api, sealed, sealingKey);
 * await resumed.send(xml);
 * await resumed.close();
 * ```
 */
export async function openSession(api: Api, options: OpenSessionOptions): Promise<OnlineSession> {
  checkOptions<OpenSessionOptions>(options, checks);
  const { formCode } = options;
  const onEvent = observed(options.onEvent);
  warnOfForm(api, formCode, onEvent);
  const elapsedMs = stopwatch(api.clock);
  const key = SessionKey.create();
  const opened = await openWithKey(api, key, { ...options, onEvent }, (encryption) =>
    openOnlineSession(api, { feature: options.feature, body: { formCode, encryption } }, callOf(options)),
  );
  onEvent?.({
    type: 'session-opened',
    referenceNumber: opened.referenceNumber,
    systemCode: formCode.systemCode,
    durationMs: elapsedMs(),
  });
  return new OnlineSession(api, key, { ...opened, formCode }, onEvent);
}

/**
 * Resumes a session from the text that {@link OnlineSession.seal} returned.
 *
 * @throws InvalidInputError `UNSEAL_FAILED`, `INVALID_KEY`
 * @example
 * ```ts
 * import type { Api } from '@ksef/api';
 * import { formCodes } from '@ksef/core';
 * import { openSession, resumeSession, type SymmetricKeyEncryptor } from '@ksef/sessions';
 *
 * declare const api: Api;
 * declare const encryptor: SymmetricKeyEncryptor; // EncryptionService of @ksef/crypto
 * declare const xml: Uint8Array;
 * declare const sealingKey: Uint8Array; // 32 bytes, from your secret store
 *
 * const session = await openSession(api, { formCode: formCodes.fa3, encryptor });
 * const sealed = await session.seal(sealingKey); // text: another process can resume the session
 * const resumed = await resumeSession(api, sealed, sealingKey);
 * await resumed.send(xml);
 * await resumed.close();
 * ```
 */
export async function resumeSession(
  api: Api,
  sealed: string,
  sealingKey: Uint8Array,
  options: ResumeSessionOptions = {},
): Promise<OnlineSession> {
  checkOptions<ResumeSessionOptions>(options, { onEvent: callback });
  const { key, facts } = await SessionKey.unseal(sealed, sealingKey);
  return new OnlineSession(api, key, facts as OnlineSessionFacts, observed(options.onEvent));
}
