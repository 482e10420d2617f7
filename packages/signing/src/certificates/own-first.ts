import { InvalidInputError } from '@ksef/core';
import type { RelativeDistinguishedNames } from 'pkijs';
import { loadPkijs } from './load-pkijs.js';

interface NamedCertificate {
  readonly der: Uint8Array;
  readonly subject: string;
  readonly issuer: string;
}

/**
 * The signer's own certificate first, then those of its issuers: files often have another order. The own one is the one
 * that `isOwn` accepts, otherwise the one that issued none of the others, otherwise the first.
 *
 * @throws InvalidInputError `INVALID_CERTIFICATE`
 */
export async function ownFirst(
  certificates: readonly Uint8Array[],
  isOwn: (der: Uint8Array) => boolean = () => false,
): Promise<readonly Uint8Array[]> {
  const rest = await Promise.all(certificates.map(readNames));
  const issued = (one: NamedCertificate) =>
    rest.some((other) => other !== one && other.issuer === one.subject && other.subject !== one.subject);
  const own = rest.find(({ der }) => isOwn(der)) ?? rest.find((one) => !issued(one));
  const chain: Uint8Array[] = [];
  for (let next = own ?? rest[0]; next !== undefined; ) {
    chain.push(next.der);
    rest.splice(rest.indexOf(next), 1);
    const { issuer } = next;
    next = rest.find(({ subject }) => subject === issuer) ?? rest[0];
  }
  return chain;
}

/** A name in a form that can be compared. */
function textOf(name: RelativeDistinguishedNames): string {
  return String(new Uint8Array(name.toSchema().toBER()));
}

async function readNames(der: Uint8Array): Promise<NamedCertificate> {
  const { pkijs } = await loadPkijs();
  try {
    const { subject, issuer } = pkijs.Certificate.fromBER(der as Uint8Array<ArrayBuffer>);
    return { der, subject: textOf(subject), issuer: textOf(issuer) };
  } catch (cause) {
    throw new InvalidInputError('The certificate cannot be read: it is not X.509 in DER or PEM.', {
      code: 'INVALID_CERTIFICATE',
      input: 'certificate',
      cause,
    });
  }
}
