import { generateKeyPairSync } from 'node:crypto';
import type forgeModule from 'node-forge';
import type * as XmlCrypto from 'xml-crypto';
import type { Collection } from '../kernel.js';
import { issueCertificate } from './issue-certificate.js';

/** The seal of the emulator, as kept in the state. */
export interface SealRecord {
  readonly privateKeyPem: string;
  readonly certificate: string;
}

/** Adds an enveloped XMLDSig signature (RSA-SHA256, exclusive C14N) by the emulator's own seal. */
export function signXml(
  xml: string,
  seals: Collection<SealRecord>,
  libraries: { forge: typeof forgeModule; xmlCrypto: typeof XmlCrypto },
  nowMs: number,
): string {
  let seal = seals.get('seal');
  if (seal === undefined) {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const privateKeyPem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const certificate = issueCertificate(libraries.forge, {
      privateKeyPem,
      commonName: 'KSeF emulator seal',
      validFromMs: nowMs - 1000,
      validToMs: nowMs + 10 * 365 * 86_400_000,
    });
    seal = { privateKeyPem, certificate };
    seals.set('seal', seal);
  }
  const { privateKeyPem, certificate } = seal;
  const signature = new libraries.xmlCrypto.SignedXml({
    privateKey: privateKeyPem,
    signatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    canonicalizationAlgorithm: 'http://www.w3.org/2001/10/xml-exc-c14n#',
    getKeyInfoContent: ({ prefix } = {}) => {
      const p = prefix ? `${prefix}:` : '';
      return `<${p}X509Data><${p}X509Certificate>${certificate}</${p}X509Certificate></${p}X509Data>`;
    },
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
