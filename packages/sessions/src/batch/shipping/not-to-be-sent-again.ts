import { KsefApiError, TransportError, UnknownOutcomeError } from '@ksef/core';

/**
 * Adds to the error of a single call that KSeF may have the invoices that were sent before it, and in which session.
 */
export function notToBeSentAgain(
  error: unknown,
  session: { readonly referenceNumber: string } | undefined,
): unknown {
  const isOfCall =
    error instanceof TransportError || error instanceof KsefApiError || error instanceof UnknownOutcomeError;
  const reference = session?.referenceNumber ?? '';
  if (!isOfCall || error.message.includes(reference)) return error;
  return new UnknownOutcomeError(
    `KSeF may have the invoices of session ${reference}, and could not be asked what became of them. Ask later, do not send them again.`,
    { operation: 'POST /sessions/batch/{referenceNumber}/close', cause: error },
  );
}
