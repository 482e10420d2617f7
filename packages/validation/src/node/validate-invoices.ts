import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { checkOptions, type OptionChecks, wholeNumber } from '@ksef/core/internal';
import { Piscina } from 'piscina';
import type { Task } from '../thread.js';
import type { ValidationResult } from '../validate-invoice.js';
import { type ValidationOptions, validationChecks } from '../validation-options.js';

/** Options for validating many invoices. */
export interface ValidateInvoicesOptions extends ValidationOptions {
  /** Threads that validate. Default: one for each core, at most 8. */
  readonly threads?: number | undefined;
}

const mostThreads = 8;
const ahead = 4;

const checks: OptionChecks<ValidateInvoicesOptions> = { ...validationChecks, threads: wholeNumber(1, 64) };

/**
 * Validates any number of invoices on several threads: one result each, in source order. Only a few invoices are in
 * memory at a time, however long the source is.
 *
 * @throws InvalidInputError `INVALID_OPTION`; whatever the source throws; the signal's reason
 * @example
 * ```ts
 * import { readFile } from 'node:fs/promises';
 * import { validateInvoices } from '@ksef/validation/node';
 *
 * async function* files() {
 *   for (const name of ['1.xml', '2.xml']) yield readFile(name);
 * }
 * for await (const { isValid, issues } of validateInvoices(files())) console.log(isValid, issues.length);
 * ```
 */
export async function* validateInvoices(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array | Promise<Uint8Array>>,
  options: ValidateInvoicesOptions = {},
): AsyncGenerator<ValidationResult, void> {
  checkOptions<ValidateInvoicesOptions>(options, checks);
  const { threads = Math.min(mostThreads, availableParallelism()), signal, ...rest } = options;
  signal?.throwIfAborted();
  const pool = new Piscina<Task, ValidationResult>({
    filename: fileURLToPath(new URL('./thread.js', import.meta.url)),
    minThreads: 1,
    maxThreads: threads,
    // Each thread has loaded libxml2 and the schema: a short idle time is no reason to stop it.
    idleTimeout: 60_000,
    execArgv: [],
  });
  const running: Promise<ValidationResult>[] = [];
  try {
    for await (const bytes of source) {
      const task = pool.run({ bytes, options: rest }, signal === undefined ? {} : { signal });
      // It is awaited below. Until then its rejection must not count as unhandled.
      task.catch(() => {});
      running.push(task);
      const first = running[0];
      if (running.length >= threads * ahead && first !== undefined) {
        yield await first;
        void running.shift();
      }
    }
    for (const task of running) yield await task;
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    await pool.destroy();
  }
}
