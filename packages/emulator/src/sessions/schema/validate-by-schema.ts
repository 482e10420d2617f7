import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import type { FormCode } from '@ksef/core';
import type { SchemaAnswer, SchemaTask } from '../../schemas/index.js';

interface Waiting {
  resolve(violations: readonly string[]): void;
  reject(error: Error): void;
}

interface Validator {
  validate(form: string, bytes: Uint8Array): Promise<readonly string[]>;
}

/** One for all emulators of the process: libxml2 and a schema take a third of a second to load. */
let validator: Validator | undefined;

/**
 * What the schema of a form forbids in an invoice, in the words of KSeF; empty for a valid one. Answers come in the order
 * of the calls.
 */
export function validateBySchema(form: FormCode, bytes: Uint8Array): Promise<readonly string[]> {
  return currentValidator().validate(form.systemCode, bytes);
}

/** Lets libxml2 and the schema of a form load, so that the first invoice does not have to wait. */
export function prepareSchema(form: FormCode): void {
  // The violations of nothing at all: what cannot be loaded shows with the first invoice.
  validateBySchema(form, new Uint8Array()).catch(() => undefined);
}

function currentValidator(): Validator {
  validator ??= newValidator();
  return validator;
}

function newValidator(): Validator {
  const program = createRequire(import.meta.url).resolve('@ksef/emulator/schema-thread');
  if (program.endsWith('.ts')) return inThisThread;
  return new SchemaThread(program.replace(/\.cjs$/, '.js'), () => {
    validator = undefined;
  });
}

/** Where the process runs from the sources, as with `npm start`: a thread could not load TypeScript. */
const inThisThread: Validator = {
  async validate(form, bytes) {
    const { findViolationsInTurn } = await import('../../schemas/index.js');
    return findViolationsInTurn(form, bytes);
  },
};

/** A thread beside the server: an ES module everywhere, which CommonJS and Jest could not load themselves. */
class SchemaThread implements Validator {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #count = 0;

  constructor(program: string, onEnd: () => void) {
    this.#worker = new Worker(program, { execArgv: [] });
    this.#worker.unref();
    this.#worker.on('message', (answer: SchemaAnswer) => this.#settle(answer));
    const end = (error: Error) => {
      onEnd();
      for (const { reject } of this.#waiting.values()) reject(error);
      this.#waiting.clear();
    };
    this.#worker.on('error', end);
    this.#worker.on('exit', (code) => end(new Error(`The thread that validates has ended with ${code}.`)));
  }

  validate(form: string, bytes: Uint8Array): Promise<readonly string[]> {
    return new Promise((resolve, reject) => {
      const id = ++this.#count;
      // What waits keeps the process alive, an idle thread does not.
      if (this.#waiting.size === 0) this.#worker.ref();
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ id, form, bytes } satisfies SchemaTask);
    });
  }

  #settle(answer: SchemaAnswer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if (this.#waiting.size === 0) this.#worker.unref();
    if ('failure' in answer) waiting?.reject(new Error(answer.failure));
    else waiting?.resolve(answer.violations);
  }
}
