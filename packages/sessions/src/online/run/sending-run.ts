import type { Api, CallOptions } from '@ksef/api';
import { contextKey, currentContext, InvalidInputError, KsefApiError, toContext } from '@ksef/core';
import { stopwatch } from '@ksef/core/internal';
import type { SessionEvent } from '../../events/index.js';
import type { JournalRun, SessionJournal } from '../../journal/index.js';
import { closeSession, type OnlineSession } from '../session/index.js';
import { InvoiceRecord } from './invoice-record.js';
import type { OnlineEntry } from './online-entries.js';
import { RunHistory } from './run-history.js';

/** What is needed to open a run. */
export interface SendingRunOptions {
  readonly journal: SessionJournal;
  readonly runId: string;
  readonly call: CallOptions;
  readonly onEvent: ((event: SessionEvent) => void) | undefined;
}

/** One run of sending as recorded in its journal: the work of earlier processes, and of this one. */
export class SendingRun {
  readonly history: RunHistory;
  readonly #api: Api;
  readonly #run: JournalRun;
  readonly #onEvent: ((event: SessionEvent) => void) | undefined;
  readonly #closings = new Map<string, Promise<void>>();
  /** Inputs without a result, by index; undefined while inputs cannot be given again. */
  #records: Map<number, InvoiceRecord> | undefined;

  private constructor(api: Api, run: JournalRun, history: RunHistory, options: SendingRunOptions) {
    this.#api = api;
    this.#run = run;
    this.#onEvent = options.onEvent;
    this.history = history;
  }

  /**
   * @throws KsefError `JOURNAL_IN_USE`
   * @throws IntegrityError `JOURNAL_CORRUPT`
   * @throws InvalidInputError `RUN_MISMATCH`
   */
  static async open(api: Api, options: SendingRunOptions): Promise<SendingRun> {
    const { signal } = options.call;
    const run = await options.journal.open(options.runId, { signal });
    try {
      const history = new RunHistory();
      for await (const entry of run.entries({ signal })) history.apply(entry);
      const given = options.call.context ?? currentContext();
      const here = {
        environment: api.environment.name,
        context: given === undefined ? '' : contextKey(toContext(given)),
      };
      checkPlace(history, here, options.runId);
      const opened = new SendingRun(api, run, history, options);
      if (history.started === undefined) await opened.write({ type: 'run-started', ...here });
      return opened;
    } catch (error) {
      await run.close();
      throw error;
    }
  }

  write(entry: OnlineEntry): Promise<void> {
    return this.#run.append([entry]);
  }

  /** The record of an input: that of an earlier process if it exists, or a new one. */
  recordOf(
    hash: string,
    input: { readonly index: number; readonly name: string | undefined },
  ): InvoiceRecord {
    const { finished, pending } = this.history.take(hash);
    const id = pending?.id ?? this.history.nextId++;
    const record = new InvoiceRecord(this, { id, hash, ...input }, finished, pending);
    if (finished === undefined) this.#records?.set(input.index, record);
    return record;
  }

  /** From now on a failed input may be given again: see {@link putBack}. */
  rememberInputs(): void {
    this.#records ??= new Map();
  }

  /** An input has failed and may be given again: what is known of it is kept until then. */
  putBack(index: number): void {
    const pending = this.#records?.get(index)?.known;
    this.#records?.delete(index);
    if (pending !== undefined) this.history.putBack(pending);
  }

  /** An input has its result. */
  forget(index: number): void {
    this.#records?.delete(index);
  }

  opened({ referenceNumber, validUntil, formCode }: OnlineSession): Promise<void> {
    return this.write({
      type: 'session-opened',
      session: referenceNumber,
      systemCode: formCode.systemCode,
      validUntil,
      at: this.timestamp(),
    });
  }

  closed(session: string): Promise<void> {
    return this.write({ type: 'session-closed', session, at: this.timestamp() });
  }

  /** Closes sessions that a dead process left open, once: after that, nothing more can enter them. */
  closeEarlier(session: string, options: CallOptions): Promise<void> {
    if (!this.history.openSessions.has(session)) return Promise.resolve();
    const closing = this.#closings.get(session) ?? this.#closeEarlier(session, options);
    this.#closings.set(session, closing);
    closing.catch(() => this.#closings.delete(session));
    return closing;
  }

  /**
   * Closes every session that was left open. A failed close is retried when an invoice of that session is looked up.
   */
  async closeAllEarlier(options: CallOptions): Promise<void> {
    for (const session of this.history.openSessions.keys()) {
      await this.closeEarlier(session, options).catch((error: unknown) => {
        options.signal?.throwIfAborted();
        this.warn(`Session ${session} of an earlier process could not be closed: ${String(error)}`);
      });
    }
  }

  warn(message: string): void {
    this.#onEvent?.({ type: 'warning', message });
  }

  timestamp(): string {
    return new Date(this.#api.clock.now()).toISOString();
  }

  async close(): Promise<void> {
    const { unclaimed } = this.history;
    if (unclaimed > 0)
      this.warn(`${unclaimed} inputs that were on their way in an earlier process were not given again.`);
    // What was written stays written: returned results remain valid even if the journal's store becomes unavailable.
    await this.#run.close().catch((error: unknown) => {
      this.warn(`Could not release the journal: ${String(error)}`);
    });
  }

  async #closeEarlier(session: string, options: CallOptions): Promise<void> {
    const elapsedMs = stopwatch(this.#api.clock);
    try {
      await closeSession(this.#api, session, { ...options, onEvent: this.#onEvent });
      const systemCode = this.history.openSessions.get(session) ?? '';
      const durationMs = elapsedMs();
      this.#onEvent?.({ type: 'session-closed', referenceNumber: session, systemCode, durationMs });
    } catch (error) {
      if (!isSessionGone(error)) throw error;
    }
    await this.closed(session);
    this.history.openSessions.delete(session);
  }
}

/**
 * Whether KSeF no longer knows the session, so that its invoices cannot be queried. A 404 counts only if KSeF wrote it:
 * a gateway's page says nothing about sessions.
 */
export function isSessionGone(error: unknown): boolean {
  if (!(error instanceof KsefApiError)) return false;
  const isKsefs = error.errors.length > 0 || error.traceId !== undefined;
  return error.hasCode(21173) || error.status === 410 || (error.status === 404 && isKsefs);
}

function checkPlace(
  { started }: RunHistory,
  here: { readonly environment: string; readonly context: string },
  runId: string,
): void {
  if (started === undefined) return;
  const sameContext = [started.context, here.context].includes('') || started.context === here.context;
  if (started.environment === here.environment && sameContext) return;
  throw new InvalidInputError(
    `Run ${runId} belongs to ${started.context || 'another context'} on ${started.environment}. Use another runId for ${here.context} on ${here.environment}.`,
    { code: 'RUN_MISMATCH', input: 'runId' },
  );
}
