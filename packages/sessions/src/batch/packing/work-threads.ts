import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { KsefError } from '@ksef/core';
import type { InvoiceDocument, ReadInvoiceOptions } from '@ksef/documents';
import { threadProgram } from './thread-program.js';

/** Bytes in a buffer of their own, which is transferred to a thread and returned with the answer. */
export type Movable = Uint8Array<ArrayBuffer>;

/** Files to deflate, each separately or as one piece of a longer stream. */
export interface DeflateJob {
  /** The files, one after the other. */
  readonly contents: Movable;
  readonly lengths: readonly number[];
  /** Deflated instead of the files. More of the stream follows. */
  readonly stream: Movable | undefined;
  /** Buffer for the result; large enough. */
  readonly into: Movable;
  /** Whether to hash the files. */
  readonly hashed: boolean;
}

/** A job's result. */
export interface Deflated {
  readonly contents: Movable;
  readonly into: Movable;
  /** Of each piece in `into`. */
  readonly lengths: readonly number[];
  /** Of each piece before it was deflated. */
  readonly crcs: readonly number[];
  /** SHA-256 of each file, Base64. */
  readonly hashes: readonly string[] | undefined;
}

/** Invoices to read. */
export interface ReadJob {
  /** The files, one after the other. */
  readonly contents: Movable;
  readonly lengths: readonly number[];
  /** URL of the reader module. */
  readonly reader: string;
  readonly limits: ReadInvoiceOptions;
}

/** The parsed contents of invoices. */
export interface ReadInvoices {
  readonly contents: Movable;
  /** Undefined if the reader rejects the file. */
  readonly documents: readonly (InvoiceDocument | undefined)[];
  /** SHA-256 of each file, Base64. */
  readonly hashes: readonly string[];
}

interface Jobs {
  readonly deflate: { readonly job: DeflateJob; readonly answer: Deflated };
  readonly read: { readonly job: ReadJob; readonly answer: ReadInvoices };
}

interface Waiting {
  resolve(answer: never): void;
  reject(error: Error): void;
}

interface Answer {
  readonly id: number;
  readonly answer: never;
  readonly error?: string;
}

interface Thread {
  readonly worker: Worker;
  readonly waiting: Map<number, Waiting>;
}

const mostThreads = 8;
const level = 6;

/**
 * Threads that deflate and read, started on demand, at most one per core. The caller restores the order of the answers.
 */
export class WorkThreads {
  readonly most = Math.min(mostThreads, availableParallelism());
  readonly #threads: Thread[] = [];
  #count = 0;
  #closed = false;

  /**
   * Runs a job on the least busy thread. The job's buffers are transferred to it, and returned with the answer.
   *
   * @throws KsefError `DEFLATE_FAILED`, also when the reader cannot be loaded; `DEFLATE_STOPPED`
   */
  run<Kind extends keyof Jobs>(kind: Kind, job: Jobs[Kind]['job']): Promise<Jobs[Kind]['answer']> {
    if (this.#closed) return Promise.reject(stopped());
    const [idlest] = [...this.#threads].sort((one, other) => one.waiting.size - other.waiting.size);
    const isUsable = idlest !== undefined && (idlest.waiting.size === 0 || this.#threads.length >= this.most);
    const { worker, waiting } = isUsable ? idlest : this.#start();
    const id = this.#count++;
    const { contents, into, stream }: Partial<DeflateJob> = job;
    const moved = [contents, into, stream].flatMap((bytes) => bytes?.buffer ?? []);
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      worker.ref();
      worker.postMessage({ id, kind, job: { ...job, level } }, moved);
    });
  }

  /** Stops the threads and rejects unfinished jobs. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all(this.#threads.map(({ worker }) => worker.terminate()));
  }

  #start(): Thread {
    const worker = new Worker(threadProgram, {
      eval: true,
      // The flags of the process, e.g. a loader, are useless there and cost memory.
      execArgv: [],
      resourceLimits: { maxYoungGenerationSizeMb: 2 },
    });
    const waiting = new Map<number, Waiting>();
    const thread = { worker, waiting };
    this.#threads.push(thread);
    const fail = (error: Error) => {
      const index = this.#threads.indexOf(thread);
      if (index >= 0) this.#threads.splice(index, 1);
      for (const { reject } of waiting.values()) reject(error);
      waiting.clear();
    };
    worker.on('message', ({ id, answer, error }: Answer) => {
      const { resolve, reject } = waiting.get(id) ?? {};
      waiting.delete(id);
      // An idle thread must not keep the process alive.
      if (waiting.size === 0) worker.unref();
      if (error === undefined) resolve?.(answer);
      else reject?.(failed(error));
    });
    worker.on('error', (error) => fail(failed(error)));
    worker.on('exit', () => fail(stopped()));
    return thread;
  }
}

function failed(cause: unknown): KsefError {
  return new KsefError('A thread that compresses failed.', { code: 'DEFLATE_FAILED', cause });
}

function stopped(): KsefError {
  return new KsefError('The threads that compress were stopped.', { code: 'DEFLATE_STOPPED' });
}
