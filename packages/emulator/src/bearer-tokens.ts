import { type ContextIdentifier, type ContextIdentifierType, contextIdentifier } from '@ksef/core';
import type { FastifyRequest } from 'fastify';
import { type IpPolicy, ipAllowed } from './auth/ip-policy.js';
import { type Claims, signJwt, verifyJwt } from './jwt.js';
import { type Principal, Problem } from './kernel.js';

const tokensRemembered = 1000;

/** The tokens of logins: issues them, and reads who sends a request. */
export class BearerTokens {
  readonly #secret: string;
  readonly #now: () => number;
  /** By the whole header: every request asks three times who sends it. */
  readonly #verified = new Map<string, Claims>();

  constructor(secret: string, now: () => number) {
    this.#secret = secret;
    this.#now = now;
  }

  /** Claims of the bearer token; 401 when there is none that holds, or of another kind than asked for. */
  claims(request: FastifyRequest, kinds: readonly Claims['typ'][]): Claims {
    const claims = this.#bearerOf(request);
    if (claims === undefined || claims.exp * 1000 <= this.#now()) throw unauthorized();
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
    return claims;
  }

  /** Claims of the bearer token, if this emulator signed it. Dates are the caller's to check. */
  #bearerOf(request: FastifyRequest): Claims | undefined {
    const header = request.headers.authorization ?? '';
    const known = this.#verified.get(header);
    if (known !== undefined) return known;
    const token = /^Bearer (\S+)$/i.exec(header)?.[1];
    const claims = token === undefined ? undefined : verifyJwt(token, this.#secret);
    if (claims === undefined) return undefined;
    if (this.#verified.size >= tokensRemembered) this.#verified.clear();
    this.#verified.set(header, claims);
    return claims;
  }

  authenticate(request: FastifyRequest): Principal {
    const claims = this.claims(request, ['ContextToken']);
    return {
      context: contextOf(claims),
      authReferenceNumber: claims.arn,
      permissions: claims.pep as string[],
      ...(typeof claims.ktr === 'string' ? { ksefTokenReferenceNumber: claims.ktr } : {}),
    };
  }

  /** Who is counted by rate limits: the context with its address, or the address alone. */
  callerOf(request: FastifyRequest): string {
    const claims = this.#bearerOf(request);
    return claims?.typ === 'ContextToken' ? `${claims.cit}:${claims.civ} ${request.ip}` : request.ip;
  }

  /** A token that holds for so long, and its end in milliseconds since 1970. */
  issue(claims: Pick<Claims, 'typ' | 'arn'>, lifeMs: number): { token: string; expiresAt: number } {
    const iat = Math.floor(this.#now() / 1000);
    const exp = iat + Math.floor(lifeMs / 1000);
    return { token: signJwt({ ...claims, iat, exp }, this.#secret), expiresAt: exp * 1000 };
  }
}

function contextOf(claims: Claims): ContextIdentifier {
  return contextIdentifier(claims.cit as ContextIdentifierType, String(claims.civ));
}

function unauthorized(): Problem {
  return new Problem({ status: 401, description: 'Wymagane jest uwierzytelnienie.' });
}
