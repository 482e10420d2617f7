import type { ContextIdentifier } from '@ksef/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Callers, readIpPolicy } from '../access/index.js';
import { bodyOf, checkKeyId, malformed } from '../http/index.js';
import { readContext } from '../identifiers/index.js';
import type { Kernel } from '../kernel/index.js';
import { ownerPermissionsIn } from '../permissions/index.js';
import { hashOf, ksefTokenStatus, ksefTokensOf } from './ksef-tokens.js';
import type { KsefTokenRecord, LoginStatus } from './records.js';
import { loginSucceeded, startLogin, useChallenge } from './start-login.js';

/** So long a login takes on TEST at least: what becomes active meanwhile is active when it is looked at. */
const loginTakesMs = 1_000;

/** `POST /auth/ksef-token` */
export function tokenLoginRoute(app: FastifyInstance, kernel: Kernel, callers: Callers): void {
  app.post('/auth/ksef-token', async (request, reply) => {
    const body = readLogin(request);
    checkKeyId(kernel, body.publicKeyId, 'KsefTokenEncryption');
    const timestampMs = useChallenge(kernel, body.challenge);
    const plain = kernel.keys.ring.decrypt(body.encryptedToken, 'KsefTokenEncryption', body.publicKeyId);
    const { status, token, waitMs = 0 } = judge(kernel, plain, timestampMs, body.context);
    if (token !== undefined && status === loginSucceeded)
      ksefTokensOf(kernel).set(token.secretHash, { ...token, lastUsedAt: kernel.now() });
    const answer = startLogin(kernel, callers, {
      context: body.context,
      status,
      ipPolicy: body.ipPolicy,
      permissions: token?.permissions ?? ownerPermissionsIn(body.context),
      method: 'Token',
      ksefTokenReferenceNumber: token?.referenceNumber ?? null,
      certificate: null,
      waitMs,
    });
    return reply.code(202).send(answer);
  });
}

/** What the login's status will be. The token holds pipes itself: the last one parts it from the time. */
function judge(
  kernel: Kernel,
  plain: Uint8Array | undefined,
  timestampMs: number,
  context: ContextIdentifier,
): { status: LoginStatus; token?: KsefTokenRecord | undefined; waitMs?: number } {
  if (plain === undefined) return bad('Nieprawidłowe szyfrowanie tokena.');
  const text = new TextDecoder().decode(plain);
  const pipe = text.lastIndexOf('|');
  if (pipe < 0) return bad('Nieprawidłowe kodowanie tokena.');
  if (text.slice(pipe + 1) !== String(timestampMs)) return bad('Nieprawidłowy czas tokena.');
  const secret = text.slice(0, pipe);
  if (!/^\S{20,160}$/.test(secret)) return bad('Nieprawidłowy token.');
  const token = ksefTokensOf(kernel).get(hashOf(secret));
  if (token === undefined && kernel.options.strict) return bad('Nieprawidłowy token.');
  const tokenStatus = token && ksefTokenStatus(token, kernel.now());
  if (tokenStatus === 'Revoked') return bad('Token unieważniony.');
  const waitMs = token === undefined ? 0 : Math.max(0, token.activeFrom - kernel.now());
  if (waitMs > loginTakesMs) return bad('Token nieaktywny.');
  const named = token?.context ?? contextNamedBy(secret);
  if (named !== undefined && (named.type !== context.type || named.value !== context.value)) {
    return bad(`Token nie może być użyty w kontekście ${context.value}.`);
  }
  return { status: loginSucceeded, token, waitMs };
}

/** `…|nip-5265877635|…` names its context. */
function contextNamedBy(secret: string): ContextIdentifier | undefined {
  const [, type = '', value = ''] = /^[^|]+\|(nip|internalId|nipVatUe|peppolId)-([^|]+)\|/.exec(secret) ?? [];
  const types = { nip: 'Nip', internalId: 'InternalId', nipVatUe: 'NipVatUe', peppolId: 'PeppolId' } as const;
  return type in types ? { type: types[type as keyof typeof types], value } : undefined;
}

function bad(detail: string): { status: LoginStatus } {
  return {
    status: {
      code: 450,
      description: 'Uwierzytelnianie zakończone niepowodzeniem z powodu błędnego tokenu',
      details: [detail],
    },
  };
}

/** Body of `POST /auth/ksef-token`. */
interface TokenLoginRequest {
  readonly challenge: string;
  readonly contextIdentifier: unknown;
  readonly encryptedToken: string;
  readonly publicKeyId?: string | null;
  readonly authorizationPolicy?: { readonly allowedIps?: unknown } | null;
}

function readLogin(request: FastifyRequest) {
  const { challenge, contextIdentifier, encryptedToken, publicKeyId, authorizationPolicy } =
    bodyOf<TokenLoginRequest>(request);
  const context = readContext(contextIdentifier);
  if (context === undefined) throw malformed('contextIdentifier');
  return {
    challenge,
    context,
    encryptedToken: new Uint8Array(Buffer.from(encryptedToken, 'base64')),
    publicKeyId: publicKeyId ?? null,
    ipPolicy: readIpPolicy(authorizationPolicy?.allowedIps),
  };
}
