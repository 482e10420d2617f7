import {
  ForbiddenError,
  InvalidInputError,
  KsefApiError,
  KsefError,
  TransportError,
  UnauthorizedError,
  UnknownOutcomeError,
} from '@ksef/core';
import { CliError, exitCodes } from './cli-error.js';

/** Codes of input that is a matter of how the command was called, not of an invoice. */
const usageCodes: ReadonlySet<string> = new Set([
  'INVALID_OPTION',
  'INVALID_ENVIRONMENT',
  'INVALID_CONTEXT',
  'INVALID_NIP',
  'INVALID_FOLDER',
  'INVALID_KSEF_NUMBER',
  'INVALID_COLLECTIVE_IDENTIFIER',
  'INVALID_REFERENCE_NUMBER',
  'INVALID_CERTIFICATE_NAME',
  'INVALID_CSV',
  'INVALID_BOOK_ROW',
  'REPEATED_INVOICE',
]);

const loginCodes: ReadonlySet<string> = new Set([
  'LOGIN_FAILED',
  'CHALLENGE_EXPIRED',
  'INVALID_TOKEN',
  'TOKEN_CONTEXT_MISMATCH',
]);

/** With which code the program ends after this error. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof CliError) return error.exitCode;
  if (isAbort(error)) return exitCodes.interrupted;
  if (error instanceof UnauthorizedError || isFailedLogin(error)) return exitCodes.login;
  if (error instanceof ForbiddenError) return exitCodes.refused;
  if (error instanceof TransportError || error instanceof UnknownOutcomeError) return exitCodes.network;
  if (error instanceof KsefApiError) return error.status >= 500 ? exitCodes.network : exitCodes.refused;
  if (error instanceof InvalidInputError && usageCodes.has(error.code)) return exitCodes.usage;
  return isMissingFile(error) ? exitCodes.usage : exitCodes.refused;
}

/** Whether the user ended the program. */
export function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

function isFailedLogin(error: unknown): boolean {
  if (error instanceof KsefApiError) return /\/auth\//.test(error.operation ?? '') && error.status < 500;
  return error instanceof KsefError && loginCodes.has(error.code);
}

function isMissingFile(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return error instanceof Error && ['ENOENT', 'EACCES', 'EISDIR', 'ENOTDIR'].includes(String(code));
}
