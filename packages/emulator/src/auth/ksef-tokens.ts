import { createHash, randomBytes } from 'node:crypto';
import type { ContextIdentifier } from '@ksef/core';
import type { SubjectIdentifier } from '../identifiers/index.js';
import type { Kernel } from '../kernel/index.js';
import { ownerPermissionsIn } from '../permissions/index.js';
import type { KsefTokenRecord } from './records.js';

export function ksefTokensOf(kernel: Pick<Kernel, 'collection'>) {
  return kernel.collection<KsefTokenRecord>('ksef-tokens');
}

/** A new token is pending for a moment, and refused until then. */
export function ksefTokenStatus(token: KsefTokenRecord, now: number): 'Pending' | 'Active' | 'Revoked' {
  if (token.isRevoked) return 'Revoked';
  return now < token.activeFrom ? 'Pending' : 'Active';
}

/** A KSeF token as lists show it, without its secret. */
export function describeKsefToken(kernel: Pick<Kernel, 'now' | 'timestamp'>, token: KsefTokenRecord) {
  return {
    referenceNumber: token.referenceNumber,
    authorIdentifier: token.author,
    contextIdentifier: token.context,
    description: token.description,
    requestedPermissions: token.permissions,
    dateCreated: kernel.timestamp(token.createdAt),
    lastUseDate: token.lastUsedAt === null ? null : kernel.timestamp(token.lastUsedAt),
    status: ksefTokenStatus(token, kernel.now()),
    statusDetails: null,
  };
}

/** Makes a KSeF token that logs in, also in strict mode; active at once unless it says otherwise. */
export function mintToken(
  kernel: Kernel,
  context: ContextIdentifier,
  {
    permissions = ownerPermissionsIn(context),
    description = 'made by the control side',
    author = { type: 'Nip', value: context.value.slice(0, 10) },
    activationDelayMs = 0,
  }: {
    permissions?: readonly string[];
    description?: string;
    author?: SubjectIdentifier;
    activationDelayMs?: number;
  } = {},
): { referenceNumber: string; token: string } {
  const referenceNumber = kernel.newReferenceNumber('EC');
  const type = context.type.charAt(0).toLowerCase() + context.type.slice(1);
  const token = `${referenceNumber}|${type}-${context.value}|${randomBytes(32).toString('hex')}`;
  ksefTokensOf(kernel).set(hashOf(token), {
    referenceNumber,
    secretHash: hashOf(token),
    context,
    author,
    description,
    permissions,
    createdAt: kernel.now(),
    activeFrom: kernel.now() + activationDelayMs,
    lastUsedAt: null,
    isRevoked: false,
  });
  return { referenceNumber, token };
}

export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
