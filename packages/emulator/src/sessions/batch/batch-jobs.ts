import { rm } from 'node:fs/promises';
import type { Kernel } from '../../kernel.js';
import type { SessionRecord, SessionStore, StatusRecord } from '../records.js';
import { batchStatus } from '../statuses.js';
import { PackageFault } from './package-fault.js';
import { processBatch } from './process-batch.js';
import { packageFolder } from './upload-part.js';

/** The batches that are being processed, each as a stream of its own. */
export class BatchJobs {
  readonly #kernel: Kernel;
  readonly #store: SessionStore;
  readonly #finish: (session: SessionRecord, status: StatusRecord) => void;
  readonly #running = new Map<string, Promise<void>>();
  readonly #stop = new AbortController();

  constructor(
    kernel: Kernel,
    store: SessionStore,
    finish: (session: SessionRecord, status: StatusRecord) => void,
  ) {
    this.#kernel = kernel;
    this.#store = store;
    this.#finish = finish;
  }

  /** Begins with a closed batch, unless it is being processed already. */
  start(session: SessionRecord): void {
    const reference = session.referenceNumber;
    if (this.#running.has(reference) || this.#stop.signal.aborted) return;
    this.#track(reference, this.#run(session));
  }

  /** Removes the files of a finished batch. */
  clean(session: SessionRecord): void {
    const folder = packageFolder(this.#kernel, session);
    this.#track(`clean ${session.referenceNumber}`, rm(folder, { recursive: true, force: true }));
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await Promise.allSettled(this.#running.values());
  }

  async #run(session: SessionRecord): Promise<void> {
    // A reset forgets the session: then nothing of it may be written any more.
    const isAlive = () =>
      !this.#stop.signal.aborted && this.#store.sessions.get(session.referenceNumber) === session;
    try {
      const status = await processBatch(this.#kernel, this.#store, session, isAlive);
      if (isAlive()) this.#finish(session, status);
    } catch (error) {
      if (!isAlive()) return;
      if (error instanceof PackageFault) {
        this.#finish(session, batchStatus(error.status, ...error.details));
      } else {
        this.#kernel.record('batch-crashed', {
          referenceNumber: session.referenceNumber,
          reason: String(error),
        });
        this.#finish(session, batchStatus(500));
      }
    }
  }

  #track(name: string, work: Promise<void>): void {
    this.#running.set(
      name,
      work.finally(() => this.#running.delete(name)),
    );
  }
}
