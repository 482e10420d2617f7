import { type Api, type CallOptions, retrieveCertificates as retrieve, type Schemas } from '@ksef/api';
import { checkCallOptions } from '@ksef/api/internal';
import { decodeBase64 } from '@ksef/core';
import type { CertificateType } from '../certificate-types.js';
import { checkSerialNumber } from '../enrollment/check-enrollment.js';

/** A certificate that KSeF has issued to the caller. */
export interface RetrievedCertificate {
  readonly serialNumber: string;
  readonly name: string;
  readonly type: CertificateType | (string & {});
  /** DER. */
  readonly certificate: Uint8Array;
}

const mostAtOnce = 10;

/**
 * Fetches certificates by serial number, ten per request. Those of other subjects are omitted.
 *
 * @throws InvalidInputError `INVALID_SERIAL_NUMBER`
 * @throws KsefApiError when KSeF rejects it
 * @example
 * ```ts
 * import type { Api } from '@ksef/api';
 * import { retrieveCertificates } from '@ksef/certificates';
 * import { writePem } from '@ksef/signing';
 *
 * declare const api: Api;
 *
 * for (const { name, certificate } of await retrieveCertificates(api, ['01F20A5D352AE590']))
 *   console.log(name, writePem('CERTIFICATE', certificate));
 * ```
 */
export async function retrieveCertificates(
  api: Api,
  serialNumbers: readonly string[],
  options: CallOptions = {},
): Promise<readonly RetrievedCertificate[]> {
  checkCallOptions(options);
  serialNumbers.forEach(checkSerialNumber);
  const found: RetrievedCertificate[] = [];
  for (let start = 0; start < serialNumbers.length; start += mostAtOnce) {
    const certificateSerialNumbers = serialNumbers.slice(start, start + mostAtOnce);
    const { certificates } = await retrieve(api, { body: { certificateSerialNumbers } }, options);
    found.push(...certificates.map(read));
  }
  return found;
}

function read(item: Schemas['RetrieveCertificatesListItem']): RetrievedCertificate {
  return {
    serialNumber: item.certificateSerialNumber,
    name: item.certificateName,
    type: item.certificateType,
    certificate: decodeBase64(item.certificate),
  };
}
