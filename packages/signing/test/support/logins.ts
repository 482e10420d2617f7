import { nip } from '@ksef/core';
import { signerFromPem, xadesSigner } from '../../src/index.js';
import {
  type TestCertificate,
  type TestCertificateOptions,
  testPersonCertificate,
} from '../../src/testing.js';

export const challenge = '20250604-CR-461EA5B000-537A6BA15D-D7';
export const context = nip('5265877635');
export const request = { challenge, context };

/** A person's certificate, its signer, and a login signed by it. */
export async function signedLogin(
  options: TestCertificateOptions & { rsaPadding?: 'pss'; hash?: 'SHA-384' | 'SHA-512' } = {},
): Promise<TestCertificate & { xml: string }> {
  const { rsaPadding, hash, ...more } = options;
  const person = await testPersonCertificate({ nip: context }, more);
  const signer = await signerFromPem(
    { certificate: person.certificate, key: person.privateKeyPem },
    { rsaPadding, hash },
  );
  return { ...person, xml: await xadesSigner(signer).signAuthRequest(request) };
}
