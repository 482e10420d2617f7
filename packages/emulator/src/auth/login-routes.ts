import type { FastifyInstance } from 'fastify';
import type { Callers } from '../access/index.js';
import { Problem, pageOf } from '../http/index.js';
import type { Kernel } from '../kernel/index.js';
import { describeLogin, loginStatus } from './describe-login.js';
import { issueAccessToken, issueRefreshToken, refreshLifeMs } from './issue-tokens.js';
import { ksefTokensOf } from './ksef-tokens.js';
import { type LoginRecord, type LoginStatus, loginsOf } from './records.js';
import { issueChallenge } from './start-login.js';

const retentionMs = 7 * 86_400_000;
const revoked: LoginStatus = { code: 425, description: 'Uwierzytelnienie unieważnione' };

/** Status of a login, its tokens, and the list of logins. */
export function loginRoutes(app: FastifyInstance, kernel: Kernel, callers: Callers): void {
  const logins = loginsOf(kernel);
  const tokens = ksefTokensOf(kernel);

  app.post('/auth/challenge', async (request) => issueChallenge(kernel, request.ip));

  app.get<{ Params: { referenceNumber: string } }>('/auth/:referenceNumber', async (request) => {
    const claims = callers.claims(request, 'AuthenticationToken', 'ContextToken');
    const login = find(request.params.referenceNumber);
    if (claims.arn !== login.referenceNumber) throw notFound(request.params.referenceNumber);
    if (kernel.now() > login.startedAt + retentionMs)
      throw new Problem({ status: 410, description: 'Status operacji nie jest już dostępny.' });
    return describeLogin(kernel, login);
  });

  app.post('/auth/token/redeem', async (request) => {
    const login = find(callers.claims(request, 'AuthenticationToken').arn);
    const { code } = statusOf(login);
    if (login.redeemed) throw unauthorized('Tokeny zostały już pobrane.');
    if (code !== 200)
      throw unauthorized(`Status uwierzytelniania (${code}) nie pozwala na pobranie tokenów.`);
    const refreshValidUntil = kernel.now() + refreshLifeMs;
    logins.set(login.referenceNumber, { ...login, redeemed: true, refreshValidUntil });
    kernel.record('redeem', { referenceNumber: login.referenceNumber, context: login.context });
    return {
      accessToken: issueAccessToken(kernel, callers, login),
      refreshToken: issueRefreshToken(callers, login),
    };
  });

  app.post('/auth/token/refresh', async (request) => {
    const login = find(callers.claims(request, 'RefreshToken').arn);
    const { code } = statusOf(login);
    if (code !== 200)
      throw unauthorized(`Status uwierzytelnienia (${code}) nie pozwala na odświeżenie tokenu dostępowego.`);
    const ksefToken = [...tokens.values()].find(
      (token) => token.referenceNumber === login.ksefTokenReferenceNumber,
    );
    if (ksefToken?.isRevoked === true) throw unauthorized('Token KSeF został unieważniony.');
    logins.set(login.referenceNumber, { ...login, lastRefreshAt: kernel.now() });
    kernel.record('refresh', { referenceNumber: login.referenceNumber, context: login.context });
    return { accessToken: issueAccessToken(kernel, callers, login) };
  });

  app.get('/auth/sessions', async (request) => {
    const principal = callers.authenticate(request);
    const own = [...logins.values()]
      .filter((login) => login.redeemed && sameContext(login, principal) && statusOf(login).code === 200)
      .sort((one, other) => other.startedAt - one.startedAt);
    const page = pageOf(request, own, 'logins', 100);
    return {
      continuationToken: page.continuationToken,
      items: page.items.map((login) => ({
        ...describeLogin(kernel, login),
        referenceNumber: login.referenceNumber,
        isCurrent: login.referenceNumber === principal.authReferenceNumber,
      })),
    };
  });

  app.delete('/auth/sessions/current', async (request, reply) => {
    revoke(find(callers.claims(request, 'ContextToken', 'RefreshToken').arn));
    return reply.code(204).send();
  });

  app.delete<{ Params: { referenceNumber: string } }>(
    '/auth/sessions/:referenceNumber',
    async (request, reply) => {
      const principal = callers.authenticate(request);
      const login = logins.get(request.params.referenceNumber);
      if (login === undefined || !sameContext(login, principal))
        throw notFound(request.params.referenceNumber);
      revoke(login);
      return reply.code(204).send();
    },
  );

  function find(referenceNumber: string): LoginRecord {
    const login = logins.get(referenceNumber);
    if (login === undefined) throw notFound(referenceNumber);
    return login;
  }

  function statusOf(login: LoginRecord): LoginStatus {
    return loginStatus(kernel, login);
  }

  function revoke(login: LoginRecord): void {
    logins.set(login.referenceNumber, { ...login, status: revoked });
    kernel.record('login-revoked', { referenceNumber: login.referenceNumber, context: login.context });
  }
}

function sameContext(login: LoginRecord, principal: { context: { type: string; value: string } }): boolean {
  return login.context.type === principal.context.type && login.context.value === principal.context.value;
}

function unauthorized(detail: string): Problem {
  return new Problem({ status: 400, code: 21301, description: 'Brak autoryzacji.', details: [detail] });
}

function notFound(referenceNumber: string): Problem {
  return new Problem({
    status: 400,
    code: 21304,
    description: 'Brak uwierzytelnienia.',
    details: [`Operacja uwierzytelniania o numerze referencyjnym ${referenceNumber} nie została znaleziona.`],
  });
}
