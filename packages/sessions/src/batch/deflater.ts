import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { KsefError } from '@ksef/core';
import { deflateProgram } from './deflate-program.js';

/** Files, or a piece of a stream, to be deflated together. */
export interface DeflateJob {
  /** One after the other; given away to the thread. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly lengths: readonly number[];
  /** Whether each ends its stream, or more of it follows. */
  readonly last: boolean;
}

/** A job's outcome: bytes one after the other. */
export interface Deflated {
  readonly bytes: Uint8Array;
  readonly lengths: readonly number[];
  readonly crcs: readonly number[];
}

interface Waiting {
  resolve(deflated: Deflated): void;
  reject(error: Error): void;
}

interface Answer extends Deflated {
  readonly id: number;
  readonly error?: string;
}

const mostThreads = 8;
const level = 6;

/** Deflates on threads of its own, begun as they are needed, at most one a core. The order of answers is the caller's. */
export class Deflater {
  readonly threads = Math.min(mostThreads, availableParallelism());
  readonly #workers: { readonly worker: Worker; readonly waiting: Map<number, Waiting> }[] = [];
  #count = 0;
  #closed = false;

  deflate(job: DeflateJob): Promise<Deflated> {
    if (this.#closed) return Promise.reject(stopped());
    const { worker, waiting } = this.#idlest();
    const id = this.#count++;
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      worker.ref();
      worker.postMessage({ id, level, ...job }, [job.bytes.buffer]);
    });
  }

  /** Ends the threads; what they still work on is rejected. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all(this.#workers.map(({ worker }) => worker.terminate()));
  }

  #idlest() {
    const [idlest] = [...this.#workers].sort((one, other) => one.waiting.size - other.waiting.size);
    if (idlest !== undefined && (idlest.waiting.size === 0 || this.#workers.length >= this.threads))
      return idlest;
    return this.#start();
  }

  #start() {
    const worker = new Worker(deflateProgram, {
      eval: true,
      // The process's own flags, e.g. a loader, are of no use there and cost memory.
      execArgv: [],
      resourceLimits: { maxYoungGenerationSizeMb: 4 },
    });
    const waiting = new Map<number, Waiting>();
    const one = { worker, waiting };
    this.#workers.push(one);
    const fail = (error: Error) => {
      const index = this.#workers.indexOf(one);
      if (index >= 0) this.#workers.splice(index, 1);
      for (const { reject } of waiting.values()) reject(error);
      waiting.clear();
    };
    worker.on('message', (answer: Answer) => {
      const { resolve, reject } = waiting.get(answer.id) ?? {};
      waiting.delete(answer.id);
      // An idle thread must not keep the process alive.
      if (waiting.size === 0) worker.unref();
      if (answer.error === undefined) resolve?.(answer);
      else reject?.(failed(answer.error));
    });
    worker.on('error', (error) => fail(failed(error)));
    worker.on('exit', () => fail(stopped()));
    return one;
  }
}

function failed(cause: unknown): KsefError {
  return new KsefError('A thread that compresses failed.', { code: 'DEFLATE_FAILED', cause });
}

function stopped(): KsefError {
  return new KsefError('The threads that compress were stopped.', { code: 'DEFLATE_STOPPED' });
}
