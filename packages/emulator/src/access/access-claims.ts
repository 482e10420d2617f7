import { type ContextIdentifier, type ContextIdentifierType, contextIdentifier } from '@ksef/core';
import type { SubjectIdentifier } from '../identifiers/index.js';
import type { IpPolicy } from './ip-policy.js';
import type { Claims } from './jwt.js';
import type { Principal } from './principal.js';

/** What an access token says. */
export interface AccessClaims {
  readonly context: ContextIdentifier;
  /** `QualifiedSeal`, `Token` … */
  readonly method: string;
  readonly subject: SubjectIdentifier;
  /** What the certificate says of the subject; nothing of tokens. */
  readonly subjectDetails: Readonly<Record<string, unknown>>;
  readonly isOwner: boolean;
  readonly permissions: readonly string[];
  readonly ipPolicy: IpPolicy | null;
  readonly ksefTokenReferenceNumber: string | null;
}

/**
 * The claims of an access token as TEST writes them: lists and objects as texts of JSON. Owners have the one permission
 * `Owner`; what that comes to is in a claim of the emulator's own, `emu`, with all that it needs itself.
 */
export function writeAccessClaims(access: AccessClaims): Readonly<Record<string, unknown>> {
  const { context, method, subject, subjectDetails, isOwner, permissions, ipPolicy } = access;
  return {
    cit: context.type,
    civ: context.value,
    aum: method,
    sud: JSON.stringify({ subjectIdentifier: subject, ...subjectDetails }),
    per: JSON.stringify(isOwner ? ['Owner'] : permissions),
    pec: '[]',
    rol: '[]',
    pep: '[]',
    ipp: JSON.stringify(ipPolicy ?? {}),
    iop: JSON.stringify(ipPolicy ?? {}),
    emu: JSON.stringify({ permissions, ksefTokenReferenceNumber: access.ksefTokenReferenceNumber }),
  };
}

/** Who bears a token with these claims, which the emulator has written. */
export function readAccessClaims(claims: Claims): {
  readonly principal: Principal;
  readonly ipPolicy: IpPolicy;
} {
  const { subjectIdentifier } = parsed<{ subjectIdentifier: SubjectIdentifier }>(claims.sud);
  const own = parsed<{ permissions: string[]; ksefTokenReferenceNumber: string | null }>(claims.emu);
  const principal: Principal = {
    context: contextIdentifier(claims.cit as ContextIdentifierType, String(claims.civ)),
    authReferenceNumber: claims.arn,
    subject: subjectIdentifier,
    permissions: own.permissions,
    ...(own.ksefTokenReferenceNumber === null
      ? {}
      : { ksefTokenReferenceNumber: own.ksefTokenReferenceNumber }),
  };
  return { principal, ipPolicy: parsed<IpPolicy>(claims.ipp) };
}

function parsed<T>(claim: unknown): T {
  return JSON.parse(String(claim)) as T;
}
