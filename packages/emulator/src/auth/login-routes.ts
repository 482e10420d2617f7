import type { FastifyInstance } from 'fastify';
import { type Callers, writeAccessClaims } from '../access/index.js';
import { Problem, pageOf } from '../http/index.js';
import type { Kernel } from '../kernel/index.js';
import { isOwner } from '../permissions/index.js';
import { ksefTokensOf } from './ksef-tokens.js';
import { permissionsIn } from './permissions-in.js';
import type { LoginMethod, LoginRecord, LoginStatus } from './records.js';
import { issueChallenge } from './start-login.js';
import { subjectOfLogin } from './subject-of-login.js';

const accessLifeMs = 15 * 60_000;
const refreshLifeMs = 7 * 86_400_000;
const retentionMs = 7 * 86_400_000;
const inProgress: LoginStatus = { code: 100, description: 'Uwierzytelnianie w toku' };
const revoked: LoginStatus = { code: 425, description: 'Uwierzytelnienie unieważnione' };

/** The contract shows `xades.qualified-seal` alone; the other codes are made after it. */
const methodInfo: Readonly<Record<LoginMethod, Readonly<Record<string, string>>>> = {
  Token: { category: 'Token', code: 'token.ksef', displayName: 'Token KSeF' },
  InternalCertificate: {
    category: 'XadesSignature',
    code: 'xades.internal-certificate',
    displayName: 'Certyfikat KSeF',
  },
  QualifiedSignature: {
    category: 'XadesSignature',
    code: 'xades.qualified-signature',
    displayName: 'Podpis kwalifikowany',
  },
  QualifiedSeal: {
    category: 'XadesSignature',
    code: 'xades.qualified-seal',
    displayName: 'Pieczęć kwalifikowana',
  },
  PeppolSignature: {
    category: 'XadesSignature',
    code: 'xades.peppol-signature',
    displayName: 'Podpis dostawcy usług Peppol',
  },
};

/** Status of a login, its tokens, and the list of logins. */
export function loginRoutes(app: FastifyInstance, kernel: Kernel, callers: Callers): void {
  const logins = kernel.collection<LoginRecord>('logins');
  const tokens = ksefTokensOf(kernel);

  app.post('/auth/challenge', async (request) => issueChallenge(kernel, request.ip));

  app.get<{ Params: { referenceNumber: string } }>('/auth/:referenceNumber', async (request) => {
    const claims = callers.claims(request, 'AuthenticationToken', 'ContextToken');
    const login = find(request.params.referenceNumber);
    if (claims.arn !== login.referenceNumber) throw notFound(request.params.referenceNumber);
    if (kernel.now() > login.startedAt + retentionMs)
      throw new Problem({ status: 410, description: 'Status operacji nie jest już dostępny.' });
    return describe(login);
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
      accessToken: accessToken(login),
      refreshToken: callers.issueToken('RefreshToken', login.referenceNumber, refreshLifeMs),
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
    return { accessToken: accessToken(login) };
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
        ...describe(login),
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
    const takesMs = Math.max(kernel.authDelayMs(), login.waitMs ?? 0);
    return kernel.now() < login.startedAt + takesMs ? inProgress : login.status;
  }

  function revoke(login: LoginRecord): void {
    logins.set(login.referenceNumber, { ...login, status: revoked });
    kernel.record('login-revoked', { referenceNumber: login.referenceNumber, context: login.context });
  }

  function accessToken(login: LoginRecord) {
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

  function describe(login: LoginRecord) {
    return {
      startDate: kernel.timestamp(login.startedAt),
      authenticationMethod: login.method,
      authenticationMethodInfo: methodInfo[login.method],
      status: statusOf(login),
      isTokenRedeemed: login.redeemed,
      lastTokenRefreshDate: login.lastRefreshAt === null ? null : kernel.timestamp(login.lastRefreshAt),
      refreshTokenValidUntil:
        login.refreshValidUntil === null ? null : kernel.timestamp(login.refreshValidUntil),
    };
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
