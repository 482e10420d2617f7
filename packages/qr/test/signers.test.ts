import { environments, sha256 } from '@ksef/core';
import { signerFromPem } from '@ksef/signing';
import { hasTools } from '@ksef-tools/testing';
import { describe, expect, it } from 'vitest';
import { toDer } from '../src/certificate/ecdsa-signature.js';
import { type CertificateSigner, offlineSigner, verifyCertificateLink } from '../src/certificate.js';
import { certificateLink, parseCertificateLink } from '../src/index.js';
import { makeCertificate, opensslVerifies } from './support/test-signer.js';

const invoice = new TextEncoder().encode('<Faktura/>');

describe.skipIf(!hasTools('openssl'))('signers of @ksef/signing', () => {
  it('sign codes with a key on P-256', async () => {
    const certificate = makeCertificate();
    const { signature, signedText } = await sign(certificate, await signerFromPem(pemOf(certificate)));
    expect(opensslVerifies(certificate, toDer(signature), signedText)).toBe(true);
  });

  it('sign codes with an RSA key by PSS, and are refused with the padding of logins', async () => {
    const certificate = makeCertificate({ key: 'RSA-2048' });
    const signer = await signerFromPem(pemOf(certificate), { rsaPadding: 'pss' });
    const { signature, signedText } = await sign(certificate, signer);
    expect(opensslVerifies(certificate, signature, signedText)).toBe(true);

    const forLogins = await signerFromPem(pemOf(certificate));
    expect(() => offlineSigner(forLogins)).toThrow(
      expect.objectContaining({ code: 'UNSUPPORTED_ALGORITHM' }),
    );
  });
});

function pemOf({ certificatePem, keyPem }: ReturnType<typeof makeCertificate>) {
  return { certificate: certificatePem, key: keyPem };
}

async function sign({ der }: ReturnType<typeof makeCertificate>, signer: CertificateSigner) {
  const link = await certificateLink({
    environment: environments.prd,
    sellerNip: '5265877635',
    invoiceHash: await sha256(invoice),
    signer: offlineSigner(signer),
  });
  expect(await verifyCertificateLink(link, { certificate: der, invoice })).toEqual({ isValid: true });
  return parseCertificateLink(link);
}
