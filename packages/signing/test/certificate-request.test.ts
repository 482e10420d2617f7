import { createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hasTools } from '@ksef-tools/testing';
import { describe, expect, it } from 'vitest';
import {
  createCertificateRequest,
  makeKeyPair,
  privateKeyPem,
  readCertificate,
  remoteCertificateRequest,
  writePem,
} from '../src/index.js';
import { testFingerprintCertificate, testPersonCertificate, testSealCertificate } from '../src/testing.js';
import { file, openssl } from './support/openssl.js';

const person = {
  commonName: 'Łucja Kowalska, „KSeF”',
  surname: 'Kowalska',
  givenName: 'Łucja Anna',
  countryName: 'PL',
  serialNumber: 'TINPL-5265877635',
  uniqueIdentifier: 'd9d22724-6c5b-4a2a-a2a5-6a39a4d3f5d9',
  organizationName: null,
  organizationIdentifier: '',
};

describe.skipIf(!hasTools('openssl'))('createCertificateRequest, read by openssl', () => {
  it.each(['P-256', 'RSA-2048'] as const)(
    '%s: verifies, with exactly the given attributes',
    async (keyType) => {
      const { csr } = await createCertificateRequest(person, { keyType });
      file('csr.der', csr);
      const text = openssl(
        'req -inform DER -in @csr.der -verify -noout -subject -nameopt multiline,utf8,-esc_msb,show_type',
      );
      const attributes = text.split('\n').filter((line) => line.includes('='));
      expect(attributes.map((line) => line.replace(/\s*=\s*/, '=').trim())).toEqual([
        'subject=',
        `commonName=UTF8STRING:${person.commonName}`,
        'surname=UTF8STRING:Kowalska',
        'givenName=UTF8STRING:Łucja Anna',
        'countryName=PRINTABLESTRING:PL',
        'serialNumber=PRINTABLESTRING:TINPL-5265877635',
        `x500UniqueIdentifier=UTF8STRING:${person.uniqueIdentifier}`,
      ]);
      const parsed = openssl('asn1parse -inform DER -in @csr.der');
      expect(parsed.match(/l= *\d+ cons: +SET/g)).toHaveLength(6);
      expect(parsed).toContain(keyType === 'P-256' ? 'prime256v1' : 'rsaEncryption');
      expect(parsed).toContain('cont [ 0 ]');
    },
  );

  it('takes a key pair of one’s own, and its key can be kept encrypted', async () => {
    const keyPair = await makeKeyPair('P-256');
    const { csr } = await createCertificateRequest(person, { keyPair });
    file('own.csr', writePem('CERTIFICATE REQUEST', csr));
    file('own.key', await privateKeyPem(keyPair.privateKey, { passphrase: 'tajne' }));
    expect(openssl('req -in @own.csr -noout -pubkey')).toBe(
      openssl('pkey -in @own.key -passin pass:tajne -pubout'),
    );
    expect(() => openssl('pkey -in @own.key -passin pass:inne -pubout')).toThrow();
  });

  it.each([
    ['on P-256, given as PEM', 'P-256', 'bytes'],
    ['on P-256, that signs digests', 'P-256', 'digest'],
    ['of RSA', 'RSA-2048', 'bytes'],
  ] as const)('is signed by a key that lives elsewhere: %s', async (_, keyType, takes) => {
    const ec = keyType === 'P-256';
    file('hsm.key', openssl(ec ? 'ecparam -name prime256v1 -genkey -noout' : 'genrsa 2048'));
    const publicKey = openssl('pkey -in @hsm.key -pubout');
    const csr = await remoteCertificateRequest(person, {
      publicKey:
        takes === 'digest'
          ? new Uint8Array(createPublicKey(publicKey).export({ format: 'der', type: 'spki' }))
          : publicKey,
      takes,
      async sign(input, { algorithm }) {
        file('input', input);
        expect(algorithm.name).toBe(ec ? 'ECDSA' : 'RSASSA-PKCS1-v1_5');
        if (takes === 'bytes') openssl('dgst -sha256 -sign @hsm.key -out @signature @input');
        else openssl('pkeyutl -sign -inkey @hsm.key -pkeyopt digest:sha256 -in @input -out @signature');
        return new Uint8Array(readFileSync(file('signature')));
      },
    });
    file('hsm.csr', csr);
    expect(openssl('req -inform DER -in @hsm.csr -verify -noout -pubkey')).toBe(publicKey);
    file('own.csr', (await createCertificateRequest(person)).csr);
    const subjectOf = (name: string) =>
      openssl(`req -inform DER -in @${name} -noout -subject -nameopt oneline,utf8`);
    expect(subjectOf('hsm.csr')).toBe(subjectOf('own.csr'));
  });

  it('refuses a signature of another key, and keys that KSeF does not certify', async () => {
    const [one, other] = [await makeKeyPair('P-256'), await makeKeyPair('P-256')];
    const spki = async (key: typeof one.publicKey) =>
      new Uint8Array(await crypto.subtle.exportKey('spki', key));
    const sign = async (bytes: Uint8Array) =>
      new Uint8Array(
        await crypto.subtle.sign(
          { name: 'ECDSA', hash: 'SHA-256' },
          other.privateKey,
          bytes as Uint8Array<ArrayBuffer>,
        ),
      );
    const request = (publicKey: Uint8Array | string) => remoteCertificateRequest(person, { publicKey, sign });
    expect((await request(await spki(other.publicKey))).length).toBeGreaterThan(200);
    await expect(request(await spki(one.publicKey))).rejects.toMatchObject({ code: 'KEY_MISMATCH' });
    await expect(request('neither')).rejects.toMatchObject({ code: 'INVALID_KEY', input: 'publicKey' });
    const large = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-384' }, true, ['sign']);
    await expect(request(await spki(large.publicKey))).rejects.toMatchObject({ code: 'UNSUPPORTED_KEY' });
  });

  it('refuses an empty subject, other keys and an empty passphrase', async () => {
    await expect(createCertificateRequest({})).rejects.toMatchObject({ code: 'INVALID_SUBJECT' });
    const { privateKey } = await makeKeyPair('P-256');
    await expect(privateKeyPem(privateKey, { passphrase: '' })).rejects.toMatchObject({
      code: 'PASSPHRASE_REQUIRED',
    });
    await expect(makeKeyPair('RSA-1024' as never)).rejects.toMatchObject({ code: 'UNSUPPORTED_KEY' });
  });
});

describe.skipIf(!hasTools('openssl'))('test certificates, read by openssl', () => {
  it.each([
    ['person by NIP', () => testPersonCertificate({ nip: '5265877635' }), 'serialNumber=TINPL-5265877635'],
    [
      'person by PESEL',
      () => testPersonCertificate({ pesel: '88102341294' }, { keyType: 'RSA-2048' }),
      'serialNumber=PNOPL-88102341294',
    ],
    [
      'seal',
      () => testSealCertificate({ nip: '5265877635' }, { keyType: 'P-384' }),
      'organizationIdentifier=VATPL-5265877635',
    ],
    ['fingerprint only', () => testFingerprintCertificate({ keyType: 'P-521' }), 'CN=Erika Mustermann'],
  ])('%s', async (_, make, attribute) => {
    const { certificate, certificatePem, fingerprint } = await make();
    file('test.crt', certificatePem);
    expect(openssl('verify -x509_strict -check_ss_sig -CAfile @test.crt @test.crt')).toContain('OK');
    expect(openssl('x509 -in @test.crt -noout -subject -nameopt RFC2253,sname,-esc_msb,utf8')).toContain(
      attribute,
    );
    const info = await readCertificate(certificate);
    expect(openssl('x509 -in @test.crt -noout -serial').trim()).toBe(`serial=${info.serialNumber}`);
    expect(info.serialNumber).toMatch(/^[0-9A-F]{16}$/);
    expect(openssl('x509 -in @test.crt -noout -fingerprint -sha256').replaceAll(':', '')).toContain(
      fingerprint,
    );
  });
});

describe.skipIf(!hasTools('openssl'))('readCertificate', () => {
  it('writes names as RFC 4514 does', async () => {
    openssl(
      'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout @dn.key -outform DER -out @dn.crt -utf8 -multivalue-rdn -subj /C=PL/O=A,B\\+"C"/DC=x/CN=Łoś+UID=7/serialNumber=PNOPL-88102341294/GN=#a',
    );
    const info = await readCertificate(
      new Uint8Array(await import('node:fs').then((fs) => fs.readFileSync(file('dn.crt')))),
    );
    const expected = openssl('x509 -inform DER -in @dn.crt -noout -subject -nameopt RFC2253,-esc_msb,utf8')
      .trim()
      .replace('subject=', '');
    const known = (name: string) =>
      name
        .split(/(?<!\\)[,+]/)
        .filter((part) => /^(C|O|DC|CN|UID)=/.test(part))
        .sort();
    expect(known(info.subject)).toEqual(known(expected));
    expect(info.subject).toContain('serialNumber=PNOPL-88102341294');
    expect(info.subjectAttributes).toContainEqual({ type: '2.5.4.42', value: '#a' });
  });
});
