import { KsefApiError } from '@ksef/core';

const tokenCodes = [25001, 25002];

/** Runs a call and explains what to do if KSeF rejects it because of how the caller logged in. */
export async function explained<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    if (!(error instanceof KsefApiError) || !isAboutLogin(error)) throw error;
    throw new KsefApiError(
      'A login by KSeF token cannot manage KSeF certificates. Log in with a qualified signature or seal, the trusted profile or a KSeF certificate.',
      {
        code: 'CERTIFICATE_LOGIN_NEEDED',
        cause: error,
        status: error.status,
        operation: error.operation,
        errors: error.errors,
        traceId: error.traceId,
        referenceNumber: error.referenceNumber,
        reasonCode: error.reasonCode,
        security: error.security,
      },
    );
  }
}

function isAboutLogin(error: KsefApiError): boolean {
  return error.reasonCode === 'auth-method-not-allowed' || tokenCodes.some((code) => error.hasCode(code));
}
