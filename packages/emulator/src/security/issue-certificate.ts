import { randomBytes } from 'node:crypto';
import type forgeModule from 'node-forge';

/** Issues a self-signed X.509 certificate for an RSA key; Base64 of its DER. */
export function issueCertificate(
  forge: typeof forgeModule,
  options: { privateKeyPem: string; commonName: string; validFromMs: number; validToMs: number },
): string {
  const privateKey = forge.pki.privateKeyFromPem(options.privateKeyPem);
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.setRsaPublicKey(privateKey.n, privateKey.e);
  certificate.serialNumber = `01${randomBytes(15).toString('hex')}`;
  certificate.validity.notBefore = new Date(options.validFromMs);
  certificate.validity.notAfter = new Date(options.validToMs);
  const name = [{ name: 'commonName', value: options.commonName }];
  certificate.setSubject(name);
  certificate.setIssuer(name);
  certificate.setExtensions([
    { name: 'basicConstraints', cA: false },
    { name: 'keyUsage', critical: true, digitalSignature: true, keyEncipherment: true, dataEncipherment: true },
  ]);
  certificate.sign(privateKey, forge.md.sha256.create());
  const der = forge.asn1.toDer(forge.pki.certificateToAsn1(certificate)).getBytes();
  return Buffer.from(der, 'binary').toString('base64');
}
