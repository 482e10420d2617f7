import { createPrivateKey } from 'node:crypto';
import { SignedXml } from 'xml-crypto';
import type { Collection } from './kernel.js';
import { selfSignedCertificate } from './key-ring.js';
import type { NewKeyPem } from './new-key-pem.js';

interface ReceiptKey {
  readonly privateKeyPem: string;
  readonly certificate: string;
}

/** Signs a document as a whole (enveloped XMLDSig, RSA-SHA256, exclusive canonicalisation). */
export async function signDocument(
  xml: string,
  keys: Collection<ReceiptKey>,
  firstKeyPem: NewKeyPem,
): Promise<string> {
  const { privateKeyPem, certificate } = keys.get('receipts') ?? makeKey(keys, await firstKeyPem('receipts'));
  const signature = new SignedXml({
    privateKey: privateKeyPem,
    publicCert: `-----BEGIN CERTIFICATE-----\n${certificate.replace(/(.{64})/g, '$1\n')}\n-----END CERTIFICATE-----\n`,
    signatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    canonicalizationAlgorithm: 'http://www.w3.org/2001/10/xml-exc-c14n#',
  });
  signature.addReference({
    xpath: '/*',
    isEmptyUri: true,
    digestAlgorithm: 'http://www.w3.org/2001/04/xmlenc#sha256',
    transforms: [
      'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
      'http://www.w3.org/2001/10/xml-exc-c14n#',
    ],
  });
  signature.computeSignature(xml, { prefix: 'ds', location: { reference: '/*', action: 'append' } });
  return signature.getSignedXml();
}

function makeKey(keys: Collection<ReceiptKey>, privateKeyPem: string): ReceiptKey {
  // Another receipt may have come first.
  const known = keys.get('receipts');
  if (known !== undefined) return known;
  const now = Date.now();
  const der = selfSignedCertificate(
    createPrivateKey(privateKeyPem),
    'KSeF (emulator)',
    now - 86_400_000,
    now + 3650 * 86_400_000,
  );
  const key = { privateKeyPem, certificate: der.toString('base64') };
  keys.set('receipts', key);
  return key;
}
