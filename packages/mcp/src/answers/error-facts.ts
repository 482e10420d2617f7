import { InvalidInputError, KsefApiError, KsefError, KsefStatusError } from '@ksef/core';
import { explainStatus } from '@ksef/validation/status';

type Language = 'en' | 'pl';

const mostProblems = 50;

/** The facts of an error, never its stack or its cause. */
export function errorFacts(error: unknown, language: Language): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { code: 'ERROR', message: String(error) };
  const { message } = error;
  const { code } = error as { readonly code?: unknown };
  const base = { code: typeof code === 'string' ? code : 'ERROR', message };
  if (error instanceof KsefApiError) {
    const { status, errors, reasonCode, traceId, referenceNumber, retryAfterMs } = error;
    return { ...base, status, errors, reasonCode, traceId, referenceNumber, retryAfterMs };
  }
  if (error instanceof KsefStatusError) {
    const { code: number, description, details } = error.status;
    const { meaning, advice } = explainStatus({ code: number, description, details: details ?? [] }, 'login');
    const explained = error.code === 'LOGIN_FAILED' ? [meaning[language], advice[language]] : [];
    return { ...base, ksefStatus: error.status, explained };
  }
  if (error instanceof InvalidInputError) return { ...base, input: error.input, problems: problemsOf(error) };
  return error instanceof KsefError || typeof code === 'string' ? base : { ...base, name: error.name };
}

/** What a form does not allow, field by field. */
function problemsOf(error: Error): readonly unknown[] | undefined {
  const { problems } = error as { readonly problems?: unknown };
  return Array.isArray(problems) ? problems.slice(0, mostProblems) : undefined;
}
