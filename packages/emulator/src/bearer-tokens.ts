import { randomUUID } from 'node:crypto';
import { type ContextIdentifierType, contextIdentifier, contextKey } from '@ksef/core';
import type { FastifyRequest } from 'fastify';
import { type IpPolicy, ipAllowed } from './auth/ip-policy.js';
import { type Claims, signJwt, verifyJwt } from './jwt.js';
import { type Principal, Problem } from './kernel.js';

const tokensRemembered = 1000;

/** What a token that this emulator signed says of its bearer. */
interface Bearer {
  readonly claims: Claims;
  /** Of access tokens. */
  readonly access?: { readonly principal: Principal; readonly contextKey: string };
}

/** The tokens of logins: issues them, and reads who sends a request. */
export class BearerTokens {
  readonly #secret: string;
  readonly #now: () => number;
  /** By the whole header: every request asks several times who sends it. */
  readonly #verified = new Map<string, Bearer>();

  constructor(secret: string, now: () => number) {
    this.#secret = secret;
    this.#now = now;
  }

  /** Claims of the bearer token; 401 when there is none that holds, or of another kind than asked for. */
  claims(request: FastifyRequest, kinds: readonly Claims['typ'][]): Claims {
    return this.#bearer(request, kinds).claims;
  }

  authenticate(request: FastifyRequest): Principal {
    const { access } = this.#bearer(request, ['ContextToken']);
    if (access === undefined) throw unauthorized();
    return access.principal;
  }

  /** The context that an access token is for, as a key; also of one that has expired. */
  contextKeyOf(request: FastifyRequest): string | undefined {
    return this.#known(request)?.access?.contextKey;
  }

  #bearer(request: FastifyRequest, kinds: readonly Claims['typ'][]): Bearer {
    const bearer = this.#known(request);
    if (bearer === undefined || bearer.claims.exp * 1000 <= this.#now()) throw unauthorized();
    const { claims } = bearer;
    if (!kinds.includes(claims.typ)) {
      // Business operations know who calls and refuse the kind; the login operations do not know the caller at all.
      if (!kinds.includes('ContextToken')) throw unauthorized();
      throw new Problem({
        status: 403,
        description: 'Ten rodzaj tokenu nie daje dostępu do operacji.',
        reasonCode: 'insufficient-resource-access',
      });
    }
    if (claims.typ === 'ContextToken' && !ipAllowed(request.ip, claims.ipp as IpPolicy | null)) {
      throw new Problem({
        status: 403,
        description: 'Żądanie pochodzi z adresu IP innego niż wskazany podczas uwierzytelnienia.',
        reasonCode: 'ip-not-allowed',
        security: { clientIp: request.ip },
      });
    }
    return bearer;
  }

  /** Who bears the token of a request, if this emulator signed it. Dates are the caller's to check. */
  #known(request: FastifyRequest): Bearer | undefined {
    const header = request.headers.authorization ?? '';
    const known = this.#verified.get(header);
    if (known !== undefined) return known;
    const token = /^Bearer (\S+)$/i.exec(header)?.[1];
    const claims = token === undefined ? undefined : verifyJwt(token, this.#secret);
    if (claims === undefined) return undefined;
    if (this.#verified.size >= tokensRemembered) this.#verified.clear();
    const bearer = { claims, ...(claims.typ === 'ContextToken' ? { access: accessOf(claims) } : {}) };
    this.#verified.set(header, bearer);
    return bearer;
  }

  /** A token that holds for so long, and its end in milliseconds since 1970. */
  issue(claims: Pick<Claims, 'typ' | 'arn'>, lifeMs: number): { token: string; expiresAt: number } {
    const iat = Math.floor(this.#now() / 1000);
    const exp = iat + Math.floor(lifeMs / 1000);
    // Two of one second must differ too: clients tell a refreshed token by that.
    const jti = randomUUID();
    return { token: signJwt({ ...claims, iat, exp, jti }, this.#secret), expiresAt: exp * 1000 };
  }
}

function accessOf(claims: Claims) {
  const context = contextIdentifier(claims.cit as ContextIdentifierType, String(claims.civ));
  const principal: Principal = {
    context,
    authReferenceNumber: claims.arn,
    permissions: claims.pep as string[],
    ...(typeof claims.ktr === 'string' ? { ksefTokenReferenceNumber: claims.ktr } : {}),
  };
  return { principal, contextKey: contextKey(context) };
}

function unauthorized(): Problem {
  return new Problem({ status: 401, description: 'Wymagane jest uwierzytelnienie.' });
}
