import type { FastifyInstance } from 'fastify';
import type { Callers, Principal } from '../access/index.js';
import { bodyOf, invalidInput, missing, Problem, pageOf } from '../http/index.js';
import { sameIdentifier } from '../identifiers/index.js';
import type { Kernel } from '../kernel/index.js';
import { identifiersOf } from '../subjects/index.js';
import { describeKsefToken, ksefTokenStatus, ksefTokensOf, mintToken } from './ksef-tokens.js';
import type { KsefTokenRecord } from './records.js';

interface TokenFilter {
  readonly status?: string | readonly string[];
  readonly description?: string;
  readonly authorIdentifier?: string;
  readonly authorIdentifierType?: string;
}

/** `/tokens` */
export function ksefTokenRoutes(app: FastifyInstance, kernel: Kernel, callers: Callers): void {
  const tokens = ksefTokensOf(kernel);

  app.post('/tokens', async (request, reply) => {
    const principal = callers.authenticate(request);
    const { permissions, description } = bodyOf<TokenRequest>(request);
    if (permissions.length === 0) throw missing('permissions');
    if (principal.context.type !== 'Nip' && principal.context.type !== 'InternalId') {
      throw new Problem({
        status: 400,
        code: 26002,
        description: 'Nie można wygenerować tokena dla obecnego typu kontekstu.',
      });
    }
    const notHeld = permissions.filter((one) => !principal.permissions.includes(one));
    if (notHeld.length > 0) {
      throw new Problem({
        status: 400,
        code: 26001,
        description: 'Nie można nadać tokenowi uprawnień których nie posiadasz.',
        details: notHeld,
      });
    }
    const author = principal.subject;
    const activationDelayMs = kernel.tokenActivationDelayMs();
    return reply
      .code(202)
      .send(mintToken(kernel, principal.context, { permissions, description, author, activationDelayMs }));
  });

  app.get<{ Querystring: TokenFilter }>('/tokens', async (request) => {
    const principal = callers.authenticate(request);
    const matches = filterOf(request.query, kernel.now());
    const found = visibleTo(principal)
      .filter(matches)
      .sort((one, other) => other.createdAt - one.createdAt);
    const page = pageOf(request, found, 'tokens', 100);
    return {
      continuationToken: page.continuationToken,
      tokens: page.items.map((token) => describeKsefToken(kernel, token)),
    };
  });

  app.get<{ Params: { referenceNumber: string } }>('/tokens/:referenceNumber', async (request) =>
    describeKsefToken(kernel, find(callers.authenticate(request), request.params.referenceNumber)),
  );

  app.delete<{ Params: { referenceNumber: string } }>('/tokens/:referenceNumber', async (request, reply) => {
    const principal = callers.authenticate(request);
    const token = find(principal, request.params.referenceNumber);
    if (!principal.permissions.includes('CredentialsManage') && !isOwn(principal, token)) throw noAccess();
    tokens.set(token.secretHash, { ...token, isRevoked: true });
    return reply.code(204).send();
  });

  /** Who manages or reads credentials sees all of the context; others see their own. */
  function visibleTo(principal: Principal): KsefTokenRecord[] {
    const seesAll = ['CredentialsManage', 'CredentialsRead'].some((one) =>
      principal.permissions.includes(one),
    );
    return [...tokens.values()]
      .filter((token) => sameIdentifier(token.context, principal.context))
      .filter((token) => seesAll || isOwn(principal, token));
  }

  /** The token of this login, or, without one, the tokens that the caller made. */
  function isOwn(principal: Principal, token: KsefTokenRecord): boolean {
    if (principal.ksefTokenReferenceNumber !== undefined)
      return token.referenceNumber === principal.ksefTokenReferenceNumber;
    return identifiersOf(kernel, principal.subject).some((one) => sameIdentifier(one, token.author));
  }

  function find(principal: Principal, referenceNumber: string): KsefTokenRecord {
    const token = visibleTo(principal).find((one) => one.referenceNumber === referenceNumber);
    if (token === undefined) throw noAccess();
    return token;
  }
}

/** Body of `POST /tokens`. */
interface TokenRequest {
  readonly permissions: readonly string[];
  readonly description: string;
}

function filterOf(filter: TokenFilter, now: number): (token: KsefTokenRecord) => boolean {
  const { status, description, authorIdentifier: author, authorIdentifierType: authorType } = filter;
  const statuses = status === undefined ? [] : [status].flat();
  const tooShort = Object.entries({ description, authorIdentifier: author }).filter(
    ([, text]) => text !== undefined && text.length < 3,
  );
  if (tooShort.length > 0)
    throw invalidInput(...tooShort.map(([name]) => `'${name}' musi mieć co najmniej 3 znaki.`));
  const contains = (text: string, part: string | undefined) =>
    part === undefined || text.toLowerCase().includes(part.toLowerCase());
  return (token) =>
    (statuses.length === 0 || statuses.includes(ksefTokenStatus(token, now))) &&
    contains(token.description, description) &&
    contains(token.author.value, author) &&
    (authorType === undefined || token.author.type === authorType);
}

function noAccess(): Problem {
  return new Problem({
    status: 403,
    description: 'Brak dostępu do zasobu.',
    reasonCode: 'insufficient-resource-access',
  });
}
