import type { Api, CallOptions } from '@ksef/api';
import {
  type FormCode,
  KsefApiError,
  KsefError,
  KsefStatusError,
  RateLimitError,
  UnknownOutcomeError,
} from '@ksef/core';
import { growingWaits, messageOf, stopwatch } from '@ksef/core/internal';
import type { InvoiceDocument } from '@ksef/documents';
import {
  type OnlineSession,
  type OpenSessionOptions,
  openSession,
  type SentInvoice,
  type SessionSendOptions,
} from './session/index.js';

interface PooledSession {
  readonly session: OnlineSession;
  readonly elapsedMs: () => number;
  /** By the local clock. Never, if that is so wrong that a new session seems to have expired: then KSeF decides. */
  readonly endsAt: number;
  sends: number;
  retired: boolean;
}

/** Called when sessions are opened and closed. */
export interface SessionObserver {
  opened(session: OnlineSession): Promise<void>;
  closed(session: string): Promise<void>;
}

const unavailable = 21184;
const full = 21155;
const mostRotations = 5;
const endMarginMs = 10 * 60_000;

/** The open session of each form. It is replaced when KSeF accepts no more invoices in it. */
export class SessionPool {
  readonly #api: Api;
  readonly #options: Omit<OpenSessionOptions, 'formCode'>;
  readonly #maxInvoices: number;
  readonly #observer: SessionObserver | undefined;
  readonly #current = new Map<string, Promise<PooledSession>>();
  readonly #opened = new Map<string, OnlineSession>();
  readonly #closed = new Set<string>();
  /** Open, but not yet recorded in the journal. */
  readonly #unrecorded = new Map<string, OnlineSession>();
  readonly #waits = new Map<string, Promise<void>>();

  constructor(
    api: Api,
    options: Omit<OpenSessionOptions, 'formCode'>,
    maxInvoices: number,
    observer?: SessionObserver,
  ) {
    this.#api = api;
    this.#observer = observer;
    this.#options = options;
    this.#maxInvoices = maxInvoices;
  }

  /** Sends in the form's session, or in the next one when that accepts no more. */
  async send(
    invoice: InvoiceDocument,
    content: Uint8Array,
    options: SessionSendOptions,
    /** Awaited each time before the invoice is sent to a session. */
    onSending: (session: string) => Promise<void>,
  ): Promise<SentInvoice> {
    const waits = growingWaits(5_000, 30_000);
    for (let rotation = 0, before = 0; ; ) {
      let pooled: PooledSession;
      try {
        pooled = await this.#sessionFor(invoice.formCode, options);
      } catch (error) {
        if (await this.#waitForLimit(error, options)) continue;
        // It may be in another session that it was sent to before.
        throw rotation === 0 ? notSent(error) : error;
      }
      await onSending(pooled.session.referenceNumber);
      try {
        const sent = await pooled.session.send(content, options, invoice);
        return { ...sent, sends: before + sent.sends };
      } catch (error) {
        before++;
        // An invoice that got 429 was certainly not accepted.
        if (await this.#waitForLimit(error, options)) continue;
        const reason = whyNotHere(error);
        if (reason === undefined || rotation >= mostRotations) throw error;
        this.#retire(pooled, reason);
        // What KSeF rejects in one session it often also rejects, for up to a minute, in one opened right after it.
        if (rotation > 0 && reason !== 'full')
          await this.#wait('a usable session', waits.next().value, options);
        rotation++;
      }
    }
  }

  /** Whether a send through this pool became this invoice. */
  hasSent(session: string, invoiceReference: string): boolean {
    return this.#opened.get(session)?.hasSent(invoiceReference) ?? false;
  }

  /** Nothing more goes into this session. */
  async retire(formCode: FormCode, session: string, reason: string): Promise<void> {
    const pooled = await this.#current.get(formCode.systemCode)?.catch(() => undefined);
    if (pooled?.session.referenceNumber === session) this.#retire(pooled, reason);
  }

  /** Closes the opened sessions. Failures are reported as events, and these sessions stay in `stillOpen`. */
  async closeAll(options: CallOptions): Promise<void> {
    await Promise.all([...this.#opened.values()].map((session) => this.#close(session, options)));
  }

  /** Reference numbers of the sessions that were opened and not closed. */
  get stillOpen(): readonly string[] {
    return [...this.#opened.keys()].filter((session) => !this.#closed.has(session));
  }

  async #close(session: OnlineSession, options: CallOptions): Promise<void> {
    const { referenceNumber, validUntil, formCode } = session;
    const { onEvent } = this.#options;
    try {
      await session.close(options);
    } catch (error) {
      return onEvent?.({
        type: 'session-left-open',
        referenceNumber,
        systemCode: formCode.systemCode,
        validUntil,
        reason: messageOf(error),
        retryAfterMs: error instanceof RateLimitError ? error.retryAfterMs : undefined,
      });
    }
    this.#closed.add(referenceNumber);
    await this.#observer?.closed(referenceNumber).catch((error: unknown) => {
      const message = `The journal could not note that a session was closed: ${String(error)}`;
      onEvent?.({ type: 'warning', message });
    });
  }

  /** Whether the cause was KSeF's request limit, which has been waited for. The transport handles short waits. */
  async #waitForLimit(error: unknown, options: CallOptions): Promise<boolean> {
    if (!(error instanceof RateLimitError) || error.retryAfterMs === undefined) return false;
    await this.#wait("KSeF's request limit", error.retryAfterMs, options);
    return true;
  }

  /** Sends that wait for the same thing share one wait, reported once. */
  #wait(what: string, waitMs: number, options: CallOptions): Promise<void> {
    const shared = this.#waits.get(what);
    if (shared !== undefined) return shared;
    this.#options.onEvent?.({ type: 'waiting', what, waitMs });
    const wait = this.#api.clock.sleep(waitMs, options.signal).finally(() => this.#waits.delete(what));
    this.#waits.set(what, wait);
    return wait;
  }

  async #sessionFor(formCode: FormCode, options: CallOptions): Promise<PooledSession> {
    const key = formCode.systemCode;
    for (;;) {
      const opening = this.#current.get(key) ?? this.#open(formCode, options);
      this.#current.set(key, opening);
      const forget = () => {
        if (this.#current.get(key) === opening) this.#current.delete(key);
      };
      const pooled = await opening.catch((error: unknown) => {
        forget();
        throw error;
      });
      if (pooled.sends >= this.#maxInvoices) this.#retire(pooled, 'full');
      if (this.#api.clock.now() >= pooled.endsAt) this.#retire(pooled, 'its time is up');
      if (!pooled.retired) {
        pooled.sends++;
        return pooled;
      }
      forget();
    }
  }

  async #open(formCode: FormCode, options: CallOptions): Promise<PooledSession> {
    const { signal, context, timeoutMs } = options;
    // A full disk must not make every invoice open another session.
    const session =
      this.#unrecorded.get(formCode.systemCode) ??
      (await openSession(this.#api, { ...this.#options, signal, context, timeoutMs, formCode }));
    this.#unrecorded.set(formCode.systemCode, session);
    this.#opened.set(session.referenceNumber, session);
    await this.#observer?.opened(session);
    this.#unrecorded.delete(formCode.systemCode);
    const { clock } = this.#api;
    const endsAt = Date.parse(session.validUntil) - endMarginMs;
    return {
      session,
      elapsedMs: stopwatch(clock),
      endsAt: endsAt > clock.now() ? endsAt : Number.POSITIVE_INFINITY,
      sends: 0,
      retired: false,
    };
  }

  #retire(pooled: PooledSession, reason: string): void {
    if (pooled.retired) return;
    pooled.retired = true;
    const { referenceNumber } = pooled.session;
    const durationMs = pooled.elapsedMs();
    this.#options.onEvent?.({ type: 'session-rotated', referenceNumber, reason, durationMs });
  }
}

/** An opening without an answer must not look like an invoice whose outcome is unknown. */
function notSent(error: unknown): unknown {
  if (!(error instanceof UnknownOutcomeError)) return error;
  return new KsefError(
    'The invoice was not sent: KSeF did not say that it opened a session. Try again later.',
    { code: 'SESSION_NOT_OPENED', cause: error },
  );
}

/** Why an invoice that was certainly not accepted here should go to another session; undefined when it should not. */
function whyNotHere(error: unknown): string | undefined {
  if (error instanceof KsefApiError && error.hasCode(unavailable)) return 'KSeF takes no more in it for now';
  if (error instanceof KsefApiError && error.hasCode(full)) return 'full';
  if (error instanceof KsefStatusError && error.code === 'SESSION_KEY_REJECTED') return 'key rejected';
  return error instanceof KsefStatusError && error.code === 'SESSION_FINISHED' ? 'finished' : undefined;
}
