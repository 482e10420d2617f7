import type { Kernel } from '../kernel/index.js';
import type { LoginMethod, LoginRecord, LoginStatus } from './records.js';

const inProgress: LoginStatus = { code: 100, description: 'Uwierzytelnianie w toku' };

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

/** The status of a login at `kernel.now()`. */
export function loginStatus(kernel: Kernel, login: LoginRecord): LoginStatus {
  const takesMs = Math.max(kernel.authDelayMs(), login.waitMs ?? 0);
  return kernel.now() < login.startedAt + takesMs ? inProgress : login.status;
}

/** A login as its status and the list of logins show it. */
export function describeLogin(kernel: Kernel, login: LoginRecord) {
  return {
    startDate: kernel.timestamp(login.startedAt),
    authenticationMethod: login.method,
    authenticationMethodInfo: methodInfo[login.method],
    status: loginStatus(kernel, login),
    isTokenRedeemed: login.redeemed,
    lastTokenRefreshDate: login.lastRefreshAt === null ? null : kernel.timestamp(login.lastRefreshAt),
    refreshTokenValidUntil:
      login.refreshValidUntil === null ? null : kernel.timestamp(login.refreshValidUntil),
  };
}
