import { type Api, type CallOptions, queryCertificates as query } from '@ksef/api';
import { checkCallOptions } from '@ksef/api/internal';
import { anything, checkOptions, text, wholeNumber } from '@ksef/core/internal';
import type { CertificateListItem, CertificateType } from '../certificate-types.js';
import { checkSerialNumber } from '../enrollment/check-enrollment.js';
import { instantText } from '../instant-text.js';

/** Which certificates to list. Everything is optional. */
export interface CertificateFilter {
  readonly serialNumber?: string | undefined;
  /** Part of the name. */
  readonly name?: string | undefined;
  readonly type?: CertificateType | undefined;
  readonly status?: 'Active' | 'Blocked' | 'Revoked' | 'Expired' | undefined;
  /** ISO 8601, or a `Date`. */
  readonly expiresAfter?: string | Date | undefined;
}

/**
 * The caller's certificates, newest request first. Pages are requested on demand. They belong to the subject, whatever
 * the context of the login.
 *
 * @throws InvalidInputError `INVALID_SERIAL_NUMBER`, `INVALID_DATE`
 * @throws KsefApiError when KSeF rejects it
 * @example
 * ```ts
 * import type { Api } from '@ksef/api';
 * import { queryCertificates } from '@ksef/certificates';
 *
 * async function printActive(api: Api): Promise<void> {
 *   for await (const { name, validTo } of queryCertificates(api, { status: 'Active' })) console.log(name, validTo);
 * }
 * ```
 */
export async function* queryCertificates(
  api: Api,
  filter: CertificateFilter = {},
  options: CallOptions & {
    /** Certificates per request, 10 to 50. Default 50. */
    readonly pageSize?: number | undefined;
  } = {},
): AsyncGenerator<CertificateListItem, void, undefined> {
  checkCallOptions<{ pageSize: unknown }>(options, { pageSize: wholeNumber(1) });
  checkOptions<CertificateFilter>(filter, {
    serialNumber: anything,
    name: text,
    type: anything,
    status: anything,
    expiresAfter: anything,
  });
  const { pageSize = 50, ...call } = options;
  const { expiresAfter, name, serialNumber, status, type } = filter;
  if (serialNumber !== undefined) checkSerialNumber(serialNumber);
  const body = {
    ...(serialNumber === undefined ? {} : { certificateSerialNumber: serialNumber }),
    ...(name === undefined ? {} : { name }),
    ...(type === undefined ? {} : { type }),
    ...(status === undefined ? {} : { status }),
    ...(expiresAfter === undefined ? {} : { expiresAfter: instantText('expiresAfter', expiresAfter) }),
  };
  for (let pageOffset = 0; ; pageOffset++) {
    const page = await query(api, { pageSize, pageOffset, body }, call);
    yield* page.certificates;
    if (!page.hasMore || page.certificates.length === 0) return;
  }
}
