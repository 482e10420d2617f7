import { randomUUID } from 'node:crypto';
import { contextKey } from '@ksef/core';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../http/index.js';
import type { Kernel } from '../kernel/index.js';
import { readAccessClaims } from './access-claims.js';
import { type IpPolicy, ipAllowed } from './ip-policy.js';
import { type Claims, signJwt, verifyJwt } from './jwt.js';
import type { Principal } from './principal.js';

const tokensRemembered = 1000;

/** What a token that this emulator signed says of its bearer. */
interface Bearer {
  readonly claims: Claims;
  /** Of access tokens. */
  readonly access?: Access;
}

interface Access {
  readonly principal: Principal;
  readonly contextKey: string;
  readonly ipPolicy: IpPolicy;
}

/** Who sends requests: reads the tokens of logins and issues them. */
export class Callers {
  readonly #secret: string;
  readonly #kernel: Pick<Kernel, 'now' | 'timestamp'>;
  /** By the whole header: every request asks several times who sends it. */
  readonly #verified = new Map<string, Bearer>();

  constructor(kernel: Pick<Kernel, 'collection' | 'now' | 'timestamp'>) {
    this.#kernel = kernel;
    this.#secret = String(kernel.collection<string | number>('server').get('secret'));
  }

  /** Claims of the bearer token. @throws Problem 401 when there is no valid one, or one of another kind than asked for */
  claims(request: FastifyRequest, ...kinds: readonly Claims['typ'][]): Claims {
    return this.#bearer(request, kinds).claims;
  }

  /** Who sends a request. @throws Problem 401 or 403: token kind, expiry and the allowed addresses are checked */
  authenticate(request: FastifyRequest): Principal {
    const { access } = this.#bearer(request, ['ContextToken']);
    if (access === undefined) throw unauthorized();
    return access.principal;
  }

  /** Authenticates and checks that one of the permissions is held. @throws Problem 401 or 403 */
  authorize(request: FastifyRequest, anyOf: readonly string[]): Principal {
    const principal = this.authenticate(request);
    if (!anyOf.some((permission) => principal.permissions.includes(permission))) {
      throw new Problem({
        status: 403,
        description: 'Brak wymaganych uprawnień do wykonania operacji w bieżącym kontekście.',
        reasonCode: 'missing-permissions',
        security: { requiredAnyOfPermissions: [...anyOf], presentPermissions: [...principal.permissions] },
      });
    }
    return principal;
  }

  /** The context that an access token is for, as a key; also of one that has expired. */
  contextKeyOf(request: FastifyRequest): string | undefined {
    return this.#known(request)?.access?.contextKey;
  }

  /** A token that is valid for so long, and until when that is. */
  issueToken(typ: Claims['typ'], arn: string, lifeMs: number, more: Readonly<Record<string, unknown>> = {}) {
    const iat = Math.floor(this.#kernel.now() / 1000);
    const exp = iat + Math.floor(lifeMs / 1000);
    // Two of one second must differ too: clients tell a refreshed token by that.
    const jti = randomUUID();
    const token = signJwt({ ...more, typ, arn, iat, exp, jti }, this.#secret);
    return { token, validUntil: this.#kernel.timestamp(exp * 1000) };
  }

  #bearer(request: FastifyRequest, kinds: readonly Claims['typ'][]): Bearer {
    const bearer = this.#known(request);
    if (bearer === undefined || bearer.claims.exp * 1000 <= this.#kernel.now()) throw unauthorized();
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
    if (bearer.access !== undefined && !ipAllowed(request.ip, bearer.access.ipPolicy)) {
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
}

function accessOf(claims: Claims): Access {
  const access = readAccessClaims(claims);
  return { ...access, contextKey: contextKey(access.principal.context) };
}

function unauthorized(): Problem {
  return new Problem({ status: 401, description: 'Wymagane jest uwierzytelnienie.' });
}
