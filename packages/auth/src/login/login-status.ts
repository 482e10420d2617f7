import { type KsefStatus, KsefStatusError } from '@ksef/core';

// Source: status codes of GET /auth/{referenceNumber}.
const meanings: Readonly<Record<number, string>> = {
  415: 'no permission is assigned in this context. Have its owner grant one; trying again does not help',
  425: 'the login was revoked. Log in again',
  450: 'the KSeF token is wrong, revoked, expired, not active yet, or belongs to another context or environment',
  460: 'the certificate is not valid, not trusted, revoked or suspended. Use another one',
  470: 'the credentials belong to a deceased person',
  480: 'KSeF blocked it on suspicion of a security incident. Contact the Ministry of Finance',
  500: 'KSeF reported an unknown error. Try again later',
  550: 'KSeF cancelled it. Try again',
};

/** The error for a failed login: what it means in English, and KSeF's own details. */
export function loginFailed(status: KsefStatus, referenceNumber: string): KsefStatusError {
  const meaning = meanings[status.code] ?? `status ${status.code}, ${status.description}`;
  const details = status.details?.length ? ` KSeF says: ${status.details.join('; ')}` : '';
  return new KsefStatusError(`Login failed (${status.code}): ${meaning}.${details}`, {
    code: 'LOGIN_FAILED',
    status,
    referenceNumber,
  });
}

/** The error for a login that KSeF did not finish in time. */
export function loginTimedOut(
  status: KsefStatus = { code: 100, description: '' },
  referenceNumber: string,
  waitTimeoutMs: number,
): KsefStatusError {
  return new KsefStatusError(`KSeF did not finish the login within ${waitTimeoutMs} ms.`, {
    code: 'WAIT_TIMEOUT',
    status,
    referenceNumber,
  });
}

/** Whether KSeF itself cancelled the login: worth a retry. */
export function isInterrupted(error: unknown): boolean {
  return error instanceof KsefStatusError && (error.status.code === 500 || error.status.code === 550);
}
