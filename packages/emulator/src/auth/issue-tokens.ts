import type { ContextIdentifier } from '@ksef/core';
import { type Callers, writeAccessClaims } from '../access/index.js';
import type { Kernel } from '../kernel/index.js';
import { isOwner, ownerPermissionsIn } from '../permissions/index.js';
import { permissionsIn } from './permissions-in.js';
import { type LoginRecord, loginsOf } from './records.js';
import { loginSucceeded } from './start-login.js';
import { subjectOfLogin } from './subject-of-login.js';

const accessLifeMs = 15 * 60_000;
export const refreshLifeMs = 7 * 86_400_000;

/** A new access token of a login. */
export function issueAccessToken(kernel: Kernel, callers: Callers, login: LoginRecord) {
  const { certificate, context, permissions, ksefTokenReferenceNumber } = login;
  const subject = subjectOfLogin(kernel, login);
  const claims = writeAccessClaims({
    context,
    method: login.method,
    subject,
    subjectDetails: detailsOf(certificate),
    isOwner: certificate !== null && isOwner(kernel, context, subject),
    // What was granted since the login counts from the next token on.
    permissions: certificate === null ? permissions : permissionsIn(kernel, context, subject),
    ipPolicy: login.ipPolicy,
    ksefTokenReferenceNumber,
  });
  return callers.issueToken('ContextToken', login.referenceNumber, accessLifeMs, claims);
}

export function issueRefreshToken(callers: Callers, { referenceNumber }: LoginRecord) {
  return callers.issueToken('RefreshToken', referenceNumber, refreshLifeMs);
}

/** The tokens of a login that takes no requests: as if the context's owner had logged in by KSeF token. */
export function logInDirectly(
  kernel: Kernel,
  callers: Callers,
  context: ContextIdentifier,
  permissions: readonly string[] = ownerPermissionsIn(context),
) {
  const referenceNumber = kernel.newReferenceNumber('AU');
  const login: LoginRecord = {
    referenceNumber,
    context,
    startedAt: kernel.now(),
    status: loginSucceeded,
    redeemed: true,
    refreshValidUntil: kernel.now() + refreshLifeMs,
    lastRefreshAt: null,
    ipPolicy: null,
    permissions,
    method: 'Token',
    ksefTokenReferenceNumber: null,
    certificate: null,
  };
  loginsOf(kernel).set(referenceNumber, login);
  kernel.record('login', { referenceNumber, context, method: 'Token', status: loginSucceeded.code });
  return {
    referenceNumber,
    contextIdentifier: context,
    accessToken: issueAccessToken(kernel, callers, login),
    refreshToken: issueRefreshToken(callers, login),
  };
}

/** What TEST shows of a certificate's subject. */
function detailsOf(certificate: LoginRecord['certificate']) {
  if (certificate === null) return {};
  const { givenName, surname, serialNumber, commonName, countryName } = certificate.attributes;
  return {
    givenNames: givenName === undefined ? [] : [givenName],
    surname,
    serialNumber,
    commonName,
    countryName,
  };
}
