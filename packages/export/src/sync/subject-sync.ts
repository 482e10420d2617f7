import type { Api } from '@ksef/api';
import { type ContextIdentifier, GoneError, IntegrityError, KsefApiError, KsefStatusError } from '@ksef/core';
import {
  growingWaits,
  isPassing,
  observed,
  parseInstant,
  pickOptions,
  stopwatch,
  toMs,
} from '@ksef/core/internal';
import type { SyncCheckpoint } from '../checkpoints/index.js';
import type { ExportObserver } from '../export-event.js';
import { type OpenedExport, openExport, remainingRange } from '../package/index.js';
import type { InvoiceDateRange, InvoiceSubjectType } from '../query/index.js';
import { latestEnd } from '../query/index.js';
import type { ExportPackage, ExportSlots } from '../run/index.js';
import { type FinishedExport, type RunExportOptions, runExport, runExportChecks } from '../run/index.js';
import type { SyncedInvoice, SyncInvoicesOptions } from './sync-options.js';

// A new export usually fixes an unreadable package.
const mostFailures = 3;

type Settled = Omit<SyncInvoicesOptions, 'from' | 'context' | 'slots'> & {
  readonly from: string;
  readonly context: ContextIdentifier;
  readonly slots: ExportSlots;
};

/** Delivers one subject type from its checkpoint to KSeF's high-water mark. */
export class SubjectSync {
  readonly #api: Api;
  readonly #options: Settled;
  readonly #emit: ExportObserver;
  readonly #subjectType: InvoiceSubjectType;
  readonly #name: string;
  #checkpoint: SyncCheckpoint | undefined;
  #unsaved = 0;
  /** How far the next export reaches back; a truncated one is continued exactly where it ended. */
  #reachMs = 0;
  /** KSeF rejected a range without an end: by its clock 100 days have passed. */
  #mustEnd = false;

  constructor(
    api: Api,
    options: Settled,
    subject: { readonly subjectType: InvoiceSubjectType; readonly checkpointName: string },
  ) {
    this.#api = api;
    this.#options = options;
    this.#emit = observed(options.onEvent);
    this.#subjectType = subject.subjectType;
    this.#name = subject.checkpointName;
  }

  /** Clock time before which KSeF need not be requested again. */
  async dueAtMs(): Promise<number> {
    const { caughtUpAt } = await this.#load();
    const at = caughtUpAt === undefined ? Number.POSITIVE_INFINITY : Date.parse(caughtUpAt);
    // A time in the future: the clock was set back, and new invoices must not wait for that time.
    return at > this.#api.clock.now() ? 0 : at + (this.#options.pollIntervalMs ?? 900_000);
  }

  /** Everything up to the high-water mark, if a request is due. */
  async *deliver(): AsyncGenerator<SyncedInvoice, void> {
    const elapsedMs = stopwatch(this.#api.clock);
    const dueAtMs = await this.dueAtMs();
    if (dueAtMs > this.#api.clock.now()) return this.#tellCaughtUp(elapsedMs());
    this.#reachMs = this.#options.overlapMs ?? 0;
    const waits = growingWaits(1_000, 60_000);
    try {
      for (let failures = 0, caughtUp = false; !caughtUp; ) {
        const before = this.#checkpoint;
        try {
          caughtUp = yield* this.#deliverWindow();
          failures = 0;
        } catch (error) {
          // Delivered invoices stay delivered: only a series of failures without progress ends the work.
          failures = this.#checkpoint === before ? failures + 1 : 1;
          if (!isWorthAnother(error) || failures >= mostFailures) throw error;
          const waitMs = waits.next().value;
          this.#emit({ type: 'waiting', what: 'another export', waitMs });
          await this.#api.clock.sleep(waitMs, this.#options.signal);
        }
      }
    } finally {
      await this.#save();
    }
    await this.#tellCaughtUp(elapsedMs());
  }

  /** One export; true if it was complete. */
  async *#deliverWindow(): AsyncGenerator<SyncedInvoice, boolean> {
    const { subjectTypes: _, checkpointStore: _store, from: _from, ...options } = this.#options;
    const askedAtMs = this.#api.clock.now();
    const range = await this.#range();
    let finished: FinishedExport;
    try {
      finished = await runExport(
        this.#api,
        { subjectType: this.#subjectType, dateRange: range },
        { ...pickOptions<RunExportOptions>(options, runExportChecks), compressionType: 'Zip' },
      );
    } catch (error) {
      if (range.to == null && isRefusedInput(error) && !this.#mustEnd) {
        this.#mustEnd = true;
        return false;
      }
      if (!isBeyondMark(error)) throw error;
      await this.#moveTo((await this.#load()).from, askedAtMs);
      return true;
    }
    this.#mustEnd = false;
    const found = finished.package;
    this.#emit({
      type: 'sync-window',
      subjectType: this.#subjectType,
      from: range.from,
      invoiceCount: found.invoiceCount,
      isTruncated: found.isTruncated,
    });
    const reading = { ...options, package: found };
    const opened = await openExport(this.#api, finished.handle, reading, !options.onlyMetadata);
    try {
      if (opened !== undefined) yield* this.#deliverPackage(opened);
    } finally {
      await opened?.close();
    }
    const rest = remainingRange(range, found);
    // If the clock is months ahead, every range has an end: KSeF's mark before that end shows that there is no more.
    const isOpen = range.to == null || isLater(range.to, found.permanentStorageHwmDate ?? range.to);
    const caughtUp = rest === undefined && isOpen;
    const { from } = await this.#load();
    await this.#moveTo(rest?.from ?? endOf(range, from, found), caughtUp ? askedAtMs : undefined);
    this.#reachMs = 0;
    return caughtUp;
  }

  async *#deliverPackage(opened: OpenedExport): AsyncGenerator<SyncedInvoice, void> {
    // The checkpoint may follow the invoices only if dates never go back. Otherwise it waits for the package's end.
    const ascending = await isAscending(opened);
    const known = new Set((await this.#load()).delivered.map(([ksefNumber]) => ksefNumber));
    for await (const invoice of opened.invoices()) {
      if (known.has(invoice.ksefNumber)) continue;
      known.add(invoice.ksefNumber);
      yield { ...invoice, subjectType: this.#subjectType };
      // The next one was requested: this one is acknowledged.
      await this.#acknowledge(invoice.ksefNumber, invoice.metadata.permanentStorageDate, ascending);
    }
  }

  async #acknowledge(ksefNumber: string, date: string, ascending: boolean): Promise<void> {
    const old = await this.#load();
    const from = ascending && isLater(date, old.from) ? date : old.from;
    this.#checkpoint = this.#trimmed({ ...old, from, delivered: [...old.delivered, [ksefNumber, date]] });
    this.#unsaved++;
    if (this.#unsaved >= (this.#options.checkpointEvery ?? 1)) await this.#save();
  }

  async #moveTo(from: string, caughtUpAtMs: number | undefined): Promise<void> {
    const { delivered } = await this.#load();
    this.#checkpoint = this.#trimmed({
      version: 1,
      from,
      delivered,
      ...(caughtUpAtMs === undefined ? {} : { caughtUpAt: new Date(caughtUpAtMs).toISOString() }),
    });
    this.#unsaved++;
    await this.#save();
  }

  /** Numbers from before where the next export begins cannot come again. */
  #trimmed(checkpoint: SyncCheckpoint): SyncCheckpoint {
    const begin = reachBack(checkpoint.from, this.#options.overlapMs ?? 0);
    const first = checkpoint.delivered[0];
    if (first === undefined || !isLater(begin, first[1])) return checkpoint;
    return { ...checkpoint, delivered: checkpoint.delivered.filter(([, date]) => !isLater(begin, date)) };
  }

  async #range(): Promise<InvoiceDateRange> {
    const from = reachBack((await this.#load()).from, this.#reachMs);
    const end = latestEnd(from);
    // KSeF recommends an open end; after 100 days the end must be set.
    const open = !this.#mustEnd && toMs(parseInstant(end) ?? 0n) > this.#api.clock.now();
    return {
      dateType: 'PermanentStorage',
      from,
      restrictToPermanentStorageHwmDate: true,
      ...(open ? {} : { to: end }),
    };
  }

  async #load(): Promise<SyncCheckpoint> {
    this.#checkpoint ??= (await this.#options.checkpointStore.load(this.#name, this.#options)) ?? {
      version: 1,
      from: this.#options.from,
      delivered: [],
    };
    return this.#checkpoint;
  }

  /** The signal does not end it: acknowledged invoices are always saved. */
  async #save(): Promise<void> {
    if (this.#unsaved === 0 || this.#checkpoint === undefined) return;
    await this.#options.checkpointStore.save(this.#name, this.#checkpoint);
    this.#unsaved = 0;
  }

  async #tellCaughtUp(durationMs: number): Promise<void> {
    const dueAt = new Date(await this.dueAtMs()).toISOString();
    this.#emit({ type: 'sync-caught-up', subjectType: this.#subjectType, dueAt, durationMs });
  }
}

/** Where a complete package ends: up to there nothing will change. */
function endOf(range: InvoiceDateRange, checkpoint: string, found: ExportPackage): string {
  const mark = found.permanentStorageHwmDate ?? undefined;
  const { to } = range;
  if (to != null && (mark === undefined || isLater(mark, to))) return to;
  // A mark that went back, as clocks may, must not undo progress.
  return mark !== undefined && isLater(mark, checkpoint) ? mark : checkpoint;
}

function reachBack(from: string, byMs: number): string {
  return byMs === 0 ? from : new Date(toMs(parseInstant(from) ?? 0n) - byMs).toISOString();
}

async function isAscending(opened: OpenedExport): Promise<boolean> {
  let before: string | undefined;
  for await (const { permanentStorageDate } of opened.metadata()) {
    if (before !== undefined && isLater(before, permanentStorageDate)) return false;
    before = permanentStorageDate;
  }
  return true;
}

function isLater(one: string, other: string): boolean {
  return one !== other && (parseInstant(one) ?? 0n) > (parseInstant(other) ?? 0n);
}

/** KSeF has nothing so new: its high-water mark is before the checkpoint. */
function isBeyondMark(error: unknown): boolean {
  if (error instanceof KsefStatusError) return error.status.code === 420;
  return error instanceof KsefApiError && error.hasCode(21183);
}

/** As for a range over 100 days. The local clock may be too far behind to know. */
function isRefusedInput(error: unknown): boolean {
  return error instanceof KsefApiError && error.hasCode(21405);
}

function isWorthAnother(error: unknown): boolean {
  return (
    error instanceof IntegrityError ||
    isPassing(error) ||
    error instanceof GoneError ||
    (error instanceof KsefStatusError && error.code === 'EXPORT_EXPIRED')
  );
}
