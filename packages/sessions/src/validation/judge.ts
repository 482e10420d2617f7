import { type Clock, InvalidInputError, KsefError } from '@ksef/core';
import { messageOf, stopwatch } from '@ksef/core/internal';
import { unlessAborted } from '../async/index.js';
import type { SessionEvent } from '../events/index.js';
import type { InvoiceIssue } from '../invoice/index.js';
import type { InvoiceToSend, InvoiceVerdict } from './invoice-validator.js';
import { checkValidator, type InvoiceValidationOptions } from './validation-options.js';

/** The input to validate. */
export interface JudgedInput {
  readonly index: number;
  readonly name: string | undefined;
  readonly content: Uint8Array;
}

/** The validator's result for an input, and its consequence. */
export interface Judgement {
  /** Undefined if the validator found no issue. */
  readonly issues?: readonly InvoiceIssue[];
  /** Why the input must not be sent; undefined when it may be sent. */
  readonly refusal?: Error;
}

/** Validates an input before it is sent. Rejects on abort only. */
export type Judge = (input: JudgedInput, sending: InvoiceToSend) => Promise<Judgement>;

// A result waits for its turn: a file with a thousand errors must not fill the memory.
const mostIssues = 100;
const mostInEvent = 20;
const nothingFound: Judgement = {};

/**
 * The validation function for these options; undefined without validation.
 *
 * @throws InvalidInputError `INVALID_OPTION`
 */
export function judgeOf(
  options: InvoiceValidationOptions,
  clock: Clock,
  emit: ((event: SessionEvent) => void) | undefined,
): Judge | undefined {
  checkValidator(options);
  const { validator, validate = 'refuse' } = options;
  if (validator === undefined || validate === 'off') return undefined;
  return async ({ index, name, content }, sending) => {
    const elapsedMs = stopwatch(clock);
    let verdict: InvoiceVerdict;
    try {
      verdict = await unlessAborted(validator.validate(content, sending), sending.signal);
      if (!isVerdict(verdict)) throw new TypeError('It did not return { isValid, issues }.');
    } catch (cause) {
      sending.signal?.throwIfAborted();
      const refusal = validatorFailed(cause);
      if (validate === 'refuse') return { refusal };
      emit?.({ type: 'warning', message: `Input ${index} is sent without validation. ${refusal.message}` });
      return nothingFound;
    }
    const { isValid, issues } = verdict;
    if (isValid && issues.length === 0) return nothingFound;
    const isRefused = !isValid && validate === 'refuse';
    const errorCount = issues.filter(({ severity }) => severity === 'error').length;
    emit?.({
      type: 'invoice-issues',
      index,
      name,
      isRefused,
      errorCount,
      warningCount: issues.length - errorCount,
      issues: issues.slice(0, mostInEvent).map(placeOf),
      durationMs: elapsedMs(),
    });
    return {
      issues: issues.slice(0, mostIssues),
      ...(isRefused ? { refusal: invalidInvoice(issues, errorCount) } : {}),
    };
  };
}

/** Callers may not use TypeScript. */
function isVerdict(verdict: InvoiceVerdict | null | undefined): boolean {
  return (
    typeof verdict?.isValid === 'boolean' &&
    Array.isArray(verdict.issues) &&
    verdict.issues.every((issue: InvoiceIssue | null | undefined) => typeof issue?.rule === 'string')
  );
}

/** Without texts, which may quote the invoice. */
function placeOf({ rule, severity, path, line, column }: InvoiceIssue) {
  return { rule, severity, path, line, column };
}

function invalidInvoice(issues: readonly InvoiceIssue[], errorCount: number): InvalidInputError {
  const first = issues.find(({ severity }) => severity === 'error') ?? issues[0];
  const where = first === undefined || first.line === 0 ? '' : ` (line ${first.line})`;
  const what = first === undefined ? 'The validator named no error.' : `${first.message?.en}${where}`;
  const more = errorCount > 1 ? ` ${errorCount - 1} more in "issues" of the result.` : '';
  return new InvalidInputError(`The invoice is not valid and was not sent: ${what}${more}`, {
    code: 'INVALID_INVOICE',
    input: 'invoice',
  });
}

function validatorFailed(cause: unknown): KsefError {
  const why = messageOf(cause);
  return new KsefError(`The validator failed: ${why} Fix it, or send with validate: 'off'.`, {
    code: 'VALIDATOR_FAILED',
    cause,
  });
}
