import { Worker } from 'node:worker_threads';
import { KsefError } from '@ksef/core';
import type { ExportAccess } from '../run/index.js';
import { digestProgram } from './digest-program.js';
import type { PartDigest, PartFacts } from './part-digest.js';
import type { SpoolFile } from './spool-file.js';

interface Question {
  readonly id: number;
  readonly bytes?: Uint8Array<ArrayBuffer>;
  readonly fd?: number;
  readonly position?: number;
}

interface Answer {
  readonly bytes?: Uint8Array<ArrayBuffer>;
  readonly written?: boolean;
  readonly facts?: PartFacts;
}

interface Waiting {
  resolve(answer: Answer): void;
  reject(error: Error): void;
}

/** Spools, hashes and decrypts parts on a separate thread, which is as busy as the receiving one. */
export class DigestThread {
  readonly #worker: Worker;
  /** In the order of the answers. */
  readonly #waiting: Waiting[] = [];
  #failure: KsefError | undefined;
  #count = 0;

  /** Undefined where there can be none, as under Node's permission model. */
  static begin(): DigestThread | undefined {
    try {
      return new DigestThread();
    } catch {
      return undefined;
    }
  }

  private constructor() {
    this.#worker = new Worker(digestProgram, {
      eval: true,
      // The process's own flags, e.g. a loader, are of no use there and cost memory.
      execArgv: [],
      resourceLimits: { maxYoungGenerationSizeMb: 2 },
    });
    this.#worker.unref();
    this.#worker.on('message', (answer: Answer) => {
      this.#waiting.shift()?.resolve(answer);
      // An idle thread must not keep the process alive.
      if (this.#waiting.length === 0) this.#worker.unref();
    });
    this.#worker.on('error', (cause) => this.#fail(cause));
    this.#worker.on('exit', () => this.#fail(undefined));
  }

  digest({ key, iv }: ExportAccess, file: SpoolFile): PartDigest {
    const id = this.#count++;
    this.#worker.postMessage({ id, begin: { key, iv } });
    return {
      update: async (bytes, position) => {
        const answer = await file.lend((fd) => this.#ask({ id, bytes, fd, position }));
        const back = answer.bytes as Uint8Array<ArrayBuffer>;
        if (!answer.written) await file.write(back, position);
        return back;
      },
      finish: async () => (await this.#ask({ id })).facts as PartFacts,
    };
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #ask(question: Question): Promise<Answer> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#worker.ref();
      this.#worker.postMessage(question, question.bytes ? [question.bytes.buffer] : []);
    });
  }

  #fail(cause: unknown): void {
    this.#failure ??= new KsefError('The thread that verifies parts has ended.', {
      code: 'DIGEST_FAILED',
      cause,
    });
    for (const { reject } of this.#waiting.splice(0)) reject(this.#failure);
  }
}
