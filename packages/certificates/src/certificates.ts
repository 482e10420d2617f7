import type { Api } from '@ksef/api';
import { certificateLimits } from './enrollment/enroll.js';
import { issueCertificate } from './enrollment/issue-certificate.js';
import { queryCertificates } from './issued/query-certificates.js';
import { retrieveCertificates } from './issued/retrieve-certificates.js';
import { revokeCertificate } from './issued/revoke-certificate.js';
import { replaceKsefToken } from './migration/replace-ksef-token.js';
import { renewCertificate } from './renewal/renew-certificate.js';

/** The same function, without its first argument. */
type WithoutApi<Call> = Call extends (api: Api, ...rest: infer Rest) => infer Result
  ? (...rest: Rest) => Result
  : never;

/** What {@link certificates} adds to a client. */
export interface Certificates {
  /** Requests a certificate, waits for it and stores it: see {@link issueCertificate}. */
  readonly issue: WithoutApi<typeof issueCertificate>;
  /** See {@link renewCertificate}. */
  readonly renew: WithoutApi<typeof renewCertificate>;
  /** Migrates from a KSeF token to a certificate: see {@link replaceKsefToken}. */
  readonly replaceToken: WithoutApi<typeof replaceKsefToken>;
  /** See {@link queryCertificates}. */
  readonly list: WithoutApi<typeof queryCertificates>;
  /** See {@link retrieveCertificates}. */
  readonly retrieve: WithoutApi<typeof retrieveCertificates>;
  /** See {@link revokeCertificate}. */
  readonly revoke: WithoutApi<typeof revokeCertificate>;
  /** See {@link certificateLimits}. */
  readonly limits: WithoutApi<typeof certificateLimits>;
}

/**
 * KSeF certificates, as a member of the client.
 *
 * @example
 * ```ts
 * import { certificateSigner, certificates } from '@ksef/certificates';
 * import { createKsef } from '@ksef/client';
 * import { nip } from '@ksef/core';
 *
 * const stored = { stateFile: './certificates/warehouse.json', passphrase: process.env.KEY_PASSPHRASE };
 * const ksef = createKsef({
 *   environment: 'prd',
 *   credentials: { signer: certificateSigner(stored) },
 *   context: nip('5265877635'),
 * }).extend(certificates);
 * const { isRenewed } = await ksef.certificates.renew(stored); // every day
 * for await (const { name, validTo } of ksef.certificates.list({ status: 'Active' })) console.log(name, validTo);
 * ```
 */
export function certificates({ api }: { readonly api: Api }): { readonly certificates: Certificates } {
  return {
    certificates: {
      issue: (...rest) => issueCertificate(api, ...rest),
      renew: (...rest) => renewCertificate(api, ...rest),
      replaceToken: (...rest) => replaceKsefToken(api, ...rest),
      list: (...rest) => queryCertificates(api, ...rest),
      retrieve: (...rest) => retrieveCertificates(api, ...rest),
      revoke: (...rest) => revokeCertificate(api, ...rest),
      limits: (...rest) => certificateLimits(api, ...rest),
    },
  };
}
