import { KsefApiError, KsefError, KsefStatusError } from '@ksef/core';
import type { Language } from '../text/texts.js';
import { CliError, exitCodes } from './cli-error.js';
import { exitCodeOf, isAbort } from './exit-code-of.js';
import type { Output } from './output.js';

/** Reports why a command failed, and returns its exit code. */
export async function reportError(
  error: unknown,
  out: Output,
  language: Language,
  signal: AbortSignal,
): Promise<number> {
  const exitCode = exitCodeOf(error);
  if (isAbort(error) || isEndOfPipe(error)) {
    // The reader of a pipe ended it, which is not news to the user.
    if (!isEndOfPipe(signal.reason)) out.note({ en: 'Interrupted.', pl: 'Przerwano.' }[language]);
    return exitCode;
  }
  out.fail(textOf(error), { ...factsOf(error), exitCode });
  if (error instanceof KsefStatusError && !out.isJson) {
    const { explainStatus } = await import('@ksef/validation/status');
    const { meaning, advice, isKnown } = explainStatus(
      error.status as Parameters<typeof explainStatus>[0],
      'login',
    );
    if (isKnown) out.note(`${meaning[language]} ${advice[language]}`);
  }
  if (exitCode === exitCodes.refused && !isOurs(error) && error instanceof Error)
    out.trace(error.stack ?? '');
  return exitCode;
}

/** What an error says, with what KSeF says, on lines of their own. */
export function textOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (!(error instanceof KsefApiError)) return error.message;
  const details = error.errors
    .flatMap(({ code, description, details: more }) => [
      `${code} ${description}`,
      ...more.map((text) => `  ${text}`),
    ])
    .filter((line) => !error.message.includes(line.trim()));
  return [error.message, ...details].join('\n');
}

/** What an error says, for programs. */
export interface ErrorFacts {
  readonly code: string;
  readonly message: string;
  readonly status?: number;
  readonly operation?: string | undefined;
  readonly errors?: KsefApiError['errors'];
  readonly traceId?: string | undefined;
  readonly referenceNumber?: string | undefined;
  readonly reasonCode?: string | undefined;
  readonly retryAfterMs?: number | undefined;
  readonly ksefStatus?: KsefStatusError['status'];
}

/** What an error says, for programs. */
export function factsOf(error: unknown): ErrorFacts {
  if (!(error instanceof Error)) return { code: 'ERROR', message: String(error) };
  const code = error instanceof KsefError || error instanceof CliError ? error.code : systemCode(error);
  const base = { code, message: error.message };
  if (error instanceof KsefApiError) {
    const { status, operation, errors, traceId, referenceNumber, reasonCode, retryAfterMs } = error;
    return { ...base, status, operation, errors, traceId, referenceNumber, reasonCode, retryAfterMs };
  }
  if (error instanceof KsefStatusError)
    return { ...base, ksefStatus: error.status, referenceNumber: error.referenceNumber };
  return base;
}

function isOurs(error: unknown): boolean {
  return error instanceof KsefError || error instanceof CliError;
}

function systemCode(error: Error): string {
  const { code } = error as NodeJS.ErrnoException;
  return typeof code === 'string' ? code : 'ERROR';
}

function isEndOfPipe(reason: unknown): boolean {
  return reason instanceof Error && (reason as NodeJS.ErrnoException).code === 'EPIPE';
}
