import { execFileSync } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasTools } from '@ksef-tools/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Emulator, startEmulator } from '../../src/start-emulator.js';
import { type Identity, identity, keys, subjects } from './identity.js';
import { newChallenge, refusalOf, sendSigned } from './login.js';
import { authTokenRequest, signRequest } from './sign-request.js';

const more = 'http://www.w3.org/2001/04/xmldsig-more#';
const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const inclusive = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315';
const nip = 'VATPL-5265877635';

describe.skipIf(!hasTools('xmlsec1'))('signatures of xmlsec1', () => {
  let emulator: Emulator;
  let folder: string;
  beforeAll(async () => {
    emulator = await startEmulator();
    folder = mkdtempSync(join(tmpdir(), 'ksef-xmlsec-'));
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await emulator.close();
  });

  const pem = (signer: Identity) => {
    writeFileSync(join(folder, 'key.pem'), signer.privateKey.export({ type: 'pkcs8', format: 'pem' }), {
      mode: 0o600,
    });
    writeFileSync(join(folder, 'certificate.pem'), new X509Certificate(signer.certificate).toString());
    return `${join(folder, 'key.pem')},${join(folder, 'certificate.pem')}`;
  };

  it.each([
    ['RSA, exclusive', keys.rsa(), `${more}rsa-sha256`, exclusive],
    ['RSA, inclusive', keys.rsa(), `${more}rsa-sha512`, inclusive],
    ['EC, exclusive', keys.p256(), `${more}ecdsa-sha256`, exclusive],
    ['EC, inclusive 1.1', keys.p384(), `${more}ecdsa-sha384`, 'http://www.w3.org/2006/12/xml-c14n11'],
  ])('log in: %s', async (_name, privateKey, method, canonicalization) => {
    const signer = identity(subjects.seal(nip), { privateKey });
    const file = join(folder, 'request.xml');
    writeFileSync(file, template(await newChallenge(emulator), signer, method, canonicalization));
    const key = pem(signer);
    const signed = execFileSync('xmlsec1', [
      '--sign',
      '--privkey-pem',
      key,
      '--id-attr:Id',
      'http://uri.etsi.org/01903/v1.3.2#:SignedProperties',
      file,
    ]);
    const tampered = signed.toString().replace('5265877635</Nip>', '7762811692</Nip>');
    expect(refusalOf(await sendSigned(emulator, tampered)).code).toBe(9105);
    const login = await sendSigned(emulator, signed);
    expect(login.body).toMatchObject({ referenceNumber: expect.any(String) });
  });

  it('agree with those of the other tests', () => {
    const signer = identity(subjects.seal(nip));
    const file = join(folder, 'ours.xml');
    writeFileSync(file, signRequest(authTokenRequest('20261124-CR-0000000000-0000000000-00'), signer));
    pem(signer);
    const verify = () =>
      execFileSync(
        'xmlsec1',
        [
          '--verify',
          '--pubkey-cert-pem',
          join(folder, 'certificate.pem'),
          '--id-attr:Id',
          'http://uri.etsi.org/01903/v1.3.2#:SignedProperties',
          file,
        ],
        { stdio: 'pipe' },
      );
    expect(verify).not.toThrow();
    writeFileSync(file, readFileSync(file, 'utf8').replace('5265877635', '7762811692'));
    expect(verify).toThrow();
  });
});

/** Indented, with namespaces declared above where they are used: canonicalisation has something to do. */
function template(challenge: string, signer: Identity, method: string, canonicalization: string): string {
  const digest = createHash('sha256').update(signer.certificate).digest('base64');
  const serial = BigInt(`0x${new X509Certificate(signer.certificate).serialNumber}`);
  const transform = `<ds:Transform Algorithm="${canonicalization}"/>`;
  const digestMethod = '<ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/>';
  return `<?xml version="1.0" encoding="UTF-8"?>
<!-- signed by xmlsec1 -->
<t:AuthTokenRequest xmlns:t="http://ksef.mf.gov.pl/auth/token/2.1" xmlns:unused="urn:unused"
    xmlns:xades="http://uri.etsi.org/01903/v1.3.2#">
  <t:Challenge>${challenge}</t:Challenge>
  <t:ContextIdentifier>
    <Nip xmlns="http://ksef.mf.gov.pl/auth/token/2.1">5265877635</Nip>
  </t:ContextIdentifier>
  <t:SubjectIdentifierType><![CDATA[certificateSubject]]></t:SubjectIdentifierType>
  <ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#" Id="sig">
    <ds:SignedInfo>
      <ds:CanonicalizationMethod Algorithm="${canonicalization}"/>
      <ds:SignatureMethod Algorithm="${method}"/>
      <ds:Reference URI="">
        <ds:Transforms><ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/>${transform}</ds:Transforms>
        ${digestMethod}<ds:DigestValue/>
      </ds:Reference>
      <ds:Reference Type="http://uri.etsi.org/01903#SignedProperties" URI="#props">
        <ds:Transforms>${transform}</ds:Transforms>
        ${digestMethod}<ds:DigestValue/>
      </ds:Reference>
    </ds:SignedInfo>
    <ds:SignatureValue/>
    <ds:KeyInfo><ds:X509Data><ds:X509Certificate/></ds:X509Data></ds:KeyInfo>
    <ds:Object>
      <xades:QualifyingProperties Target="#sig">
        <xades:SignedProperties Id="props">
          <xades:SignedSignatureProperties>
            <xades:SigningTime>2026-11-24T10:00:00.000+01:00</xades:SigningTime>
            <xades:SigningCertificate>
              <xades:Cert>
                <xades:CertDigest>${digestMethod}<ds:DigestValue>${digest}</ds:DigestValue></xades:CertDigest>
                <xades:IssuerSerial><ds:X509IssuerName>C=PL</ds:X509IssuerName><ds:X509SerialNumber>${serial}</ds:X509SerialNumber></xades:IssuerSerial>
              </xades:Cert>
            </xades:SigningCertificate>
          </xades:SignedSignatureProperties>
        </xades:SignedProperties>
      </xades:QualifyingProperties>
    </ds:Object>
  </ds:Signature>
</t:AuthTokenRequest>
`;
}
