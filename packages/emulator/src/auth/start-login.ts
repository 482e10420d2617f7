import type { Callers } from '../access/index.js';
import { Problem } from '../http/index.js';
import type { Kernel } from '../kernel/index.js';
import { registerProvider } from '../peppol/index.js';
import { isBlocked } from './blocked-contexts.js';
import { type LoginRecord, type LoginStatus, loginsOf } from './records.js';

interface ChallengeRecord {
  readonly challenge: string;
  readonly timestampMs: number;
}

const challengeLifeMs = 10 * 60_000;
const loginTokenLifeMs = 45 * 60_000;
export const loginSucceeded: LoginStatus = { code: 200, description: 'Uwierzytelnianie zakończone sukcesem' };
const blocked: LoginStatus = {
  code: 480,
  description: 'Uwierzytelnienie zablokowane',
  details: ['Podejrzenie incydentu bezpieczeństwa.'],
};

export function issueChallenge(kernel: Kernel, clientIp: string) {
  const challenges = challengesOf(kernel);
  const timestampMs = kernel.now();
  // Nobody can use them any more.
  for (const oldest of challenges.values()) {
    if (!isExpired(oldest, timestampMs)) break;
    challenges.delete(oldest.challenge);
  }
  const challenge = kernel.newReferenceNumber('CR');
  challenges.set(challenge, { challenge, timestampMs });
  return { challenge, timestamp: kernel.timestamp(timestampMs), timestampMs, clientIp };
}

/** Spends a challenge and gives its time. @throws Problem 21111 when it is unknown, used or older than ten minutes */
export function useChallenge(kernel: Kernel, challenge: string): number {
  const challenges = challengesOf(kernel);
  const known = challenges.get(challenge);
  if (known === undefined || isExpired(known, kernel.now())) {
    throw new Problem({ status: 400, code: 21111, description: 'Nieprawidłowe wyzwanie autoryzacyjne.' });
  }
  challenges.delete(challenge);
  return known.timestampMs;
}

function challengesOf(kernel: Kernel) {
  return kernel.collection<ChallengeRecord>('challenges');
}

function isExpired({ timestampMs }: ChallengeRecord, now: number): boolean {
  return now > timestampMs + challengeLifeMs;
}

/** Opens a login with the status that it will show in the end, and gives the answer to its request. */
export function startLogin(
  kernel: Kernel,
  callers: Callers,
  login: Pick<
    LoginRecord,
    | 'context'
    | 'status'
    | 'ipPolicy'
    | 'permissions'
    | 'method'
    | 'ksefTokenReferenceNumber'
    | 'certificate'
    | 'waitMs'
  >,
) {
  const referenceNumber = kernel.newReferenceNumber('AU');
  const status = isBlocked(kernel, login.context) ? blocked : login.status;
  loginsOf(kernel).set(referenceNumber, {
    ...login,
    referenceNumber,
    status,
    startedAt: kernel.now(),
    redeemed: false,
    refreshValidUntil: null,
    lastRefreshAt: null,
  });
  const { certificate } = login;
  if (certificate !== null && status.code === 200)
    registerProvider(kernel, certificate.subject, certificate.attributes.organizationName);
  kernel.record('login', {
    referenceNumber,
    context: login.context,
    method: login.method,
    status: status.code,
  });
  return {
    referenceNumber,
    authenticationToken: callers.issueToken('AuthenticationToken', referenceNumber, loginTokenLifeMs),
  };
}
