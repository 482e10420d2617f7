import { X509Certificate } from 'node:crypto';
import {
  contextIdentifier,
  customEnvironment,
  decodeBase64Url,
  encodeBase64Url,
  environments,
  sha256,
} from '@ksef/core';
import { hasTools } from '@ksef-tools/testing';
import fc from '@ksef-tools/testing/properties';
import { describe, expect, it } from 'vitest';
import { toDer, toP1363 } from '../src/certificate/ecdsa-signature.js';
import { readCertificate } from '../src/certificate/read-certificate.js';
import { offlineSigner, verifyCertificateLink } from '../src/certificate.js';
import { certificateLink, parseCertificateLink } from '../src/index.js';
import {
  makeCertificate,
  opensslVerifies,
  signerOf,
  type TestCertificateOptions,
} from './support/test-signer.js';

const invoice = new TextEncoder().encode('<Faktura/>');
const sellerNip = '5265877635';
const serial = '01F20A5D352AE590';
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

describe.skipIf(!hasTools('openssl'))('certificateLink', async () => {
  const invoiceHash = await sha256(invoice);
  const hash = encodeBase64Url(invoiceHash);
  const ec = makeCertificate();
  const rsa = makeCertificate({ key: 'RSA-2048' });
  const input = {
    environment: environments.test,
    sellerNip,
    invoiceHash,
    signer: offlineSigner(signerOf(ec)),
  };

  it.each([
    ['test', environments.test, 'https://qr-test.ksef.mf.gov.pl'],
    ['demo', environments.demo, 'https://qr-demo.ksef.mf.gov.pl'],
    ['prd', environments.prd, 'https://qr.ksef.mf.gov.pl'],
    [
      'emulated',
      customEnvironment({
        name: 'e',
        apiUrl: 'http://127.0.0.1:8080/v2',
        qrUrl: 'http://127.0.0.1:8080/qr/',
      }),
      'http://127.0.0.1:8080/qr',
    ],
  ])('has every part in its place on the %s environment', async (_name, environment, address) => {
    const link = await certificateLink({ ...input, environment });
    const unsigned = `${address}/certificate/Nip/${sellerNip}/${sellerNip}/${serial}/${hash}`;
    expect(link.slice(0, link.lastIndexOf('/'))).toBe(unsigned);
    expect(parseCertificateLink(link)).toMatchObject({
      context: { type: 'Nip', value: sellerNip },
      sellerNip,
      certificateSerialNumber: serial,
      invoiceHash,
      signedText: unsigned.replace(/^https?:\/\//, ''),
    });
    expect(await verifyCertificateLink(link, { certificate: ec.der, invoice })).toEqual({ isValid: true });
  });

  it.each([
    contextIdentifier('NipVatUe', '5265877635-IE1234567WA'),
    contextIdentifier('NipVatUe', '5265877635-NL12345678+*AB'),
    contextIdentifier('PeppolId', 'PPL000001'),
    contextIdentifier('InternalId', '6824515772-12343'),
  ])('is issued in the context $type/$value', async (context) => {
    const link = await certificateLink({ ...input, context });
    expect(link).toContain(`/certificate/${context.type}/${context.value}/${sellerNip}/`);
    expect(parseCertificateLink(link).context).toEqual(context);
  });

  it('writes ECDSA signatures as r and s side by side, and as DER on request; openssl takes both', async () => {
    const fixed = parseCertificateLink(await certificateLink(input));
    expect(fixed.signature).toHaveLength(64);
    expect(opensslVerifies(ec, toDer(fixed.signature), fixed.signedText)).toBe(true);

    const signer = offlineSigner(signerOf(ec), { ecdsaFormat: 'der' });
    const link = await certificateLink({ ...input, signer });
    const der = parseCertificateLink(link);
    expect(der.signature[0]).toBe(0x30);
    expect(opensslVerifies(ec, der.signature, der.signedText)).toBe(true);
    expect(opensslVerifies(ec, der.signature, `https://${der.signedText}`)).toBe(false);
    expect(await verifyCertificateLink(link, { certificate: ec.der })).toEqual({ isValid: true });
  });

  it('takes signers that give DER', async () => {
    const link = await certificateLink({ ...input, signer: offlineSigner(signerOf(ec, 'der')) });
    expect(parseCertificateLink(link).signature).toHaveLength(64);
  });

  it('signs RSA-PSS with a salt of 32 bytes, as openssl sees it', async () => {
    const signer = offlineSigner(signerOf(rsa));
    const link = await certificateLink({ ...input, signer });
    const { signature, signedText } = parseCertificateLink(link);
    expect(opensslVerifies(rsa, signature, signedText)).toBe(true);
    expect(await verifyCertificateLink(link, { certificate: rsa.der, invoice })).toEqual({ isValid: true });
  });

  it('passes the signal on to the signer', async () => {
    const reason = new Error('stop');
    await expect(certificateLink(input, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });

  it.each([
    [{ sellerNip: '123' }, 'INVALID_NIP'],
    [{ environment: 'test' as never }, 'INVALID_LINK'],
    [{ invoiceHash: new Uint8Array(20) }, 'INVALID_HASH'],
    [{ context: { type: 'Nip', value: '../../evil' } as never }, 'INVALID_CONTEXT'],
    [{ context: { type: 'Pesel', value: '90010112345' } as never }, 'INVALID_CONTEXT'],
  ])('refuses %j', async (wrong, code) => {
    await expect(certificateLink({ ...input, ...wrong })).rejects.toMatchObject({ code });
  });
});

describe.skipIf(!hasTools('openssl'))('offlineSigner', () => {
  const ec = makeCertificate();
  const rsa = makeCertificate({ key: 'RSA-2048' });

  it.each<[string, TestCertificateOptions, string]>([
    ['of type Authentication', { keyUsage: 'digitalSignature' }, 'WRONG_CERTIFICATE_TYPE'],
    [
      'with a serial number that KSeF never gives',
      { serialNumber: '01F20A5D352AE59012' },
      'WRONG_CERTIFICATE_TYPE',
    ],
    ['on another curve', { key: 'P-384' }, 'UNSUPPORTED_KEY'],
  ])('refuses a certificate %s', (_what, options, code) => {
    expect(() => offlineSigner(signerOf(makeCertificate(options)))).toThrow(
      expect.objectContaining({ code }),
    );
  });

  it('takes a certificate that does not say what it is for', () => {
    const signer = offlineSigner(signerOf(makeCertificate({ keyUsage: null, serialNumber: 'F1' })));
    expect(signer.certificateSerialNumber).toBe('00000000000000F1');
  });

  it('refuses bytes that are no certificate', () => {
    const truncated = ec.der.slice(0, -1);
    for (const certificateChain of [
      [],
      [new Uint8Array(0)],
      [new Uint8Array([0x30, 0x82])],
      [truncated],
      [invoice],
    ])
      expect(() => offlineSigner({ ...signerOf(ec), certificateChain })).toThrow(
        expect.objectContaining({ code: 'INVALID_CERTIFICATE' }),
      );
  });

  it.each([
    ['RSA with PKCS#1 padding', rsa, { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }],
    ['RSA-PSS with another salt', rsa, { name: 'RSA-PSS', hash: 'SHA-256', saltLength: 20 }],
    ['an RSA algorithm for an EC key', ec, { name: 'RSA-PSS', hash: 'SHA-256', saltLength: 32 }],
    ['an ECDSA algorithm for an RSA key', rsa, { name: 'ECDSA', hash: 'SHA-256' }],
    ['another hash', ec, { name: 'ECDSA', hash: 'SHA-384' }],
  ])('refuses %s, and advises PSS for RSA keys only', (_what, certificate, algorithm) => {
    const advice = certificate === rsa ? /RSA padding pss/ : /by ECDSA with SHA-256\.$/;
    expect(() => offlineSigner({ ...signerOf(certificate), algorithm })).toThrow(
      expect.objectContaining({
        code: 'UNSUPPORTED_ALGORITHM',
        message: expect.stringMatching(advice),
      }),
    );
  });

  it('refuses a certificate before and after its time, also once it is in use', async () => {
    const day = 24 * 60 * 60 * 1000;
    const clock = (days: number) => ({ now: () => Date.now() + days * day });
    expect(() => offlineSigner(signerOf(ec), { clock: clock(-1) })).toThrow(
      expect.objectContaining({ code: 'CERTIFICATE_NOT_YET_VALID' }),
    );
    expect(() => offlineSigner(signerOf(ec), { clock: clock(31) })).toThrow(
      expect.objectContaining({ code: 'CERTIFICATE_EXPIRED' }),
    );
    let now = readCertificate(ec.der).validFrom.getTime();
    const signer = offlineSigner(signerOf(ec), { clock: { now: () => now } });
    await signer.sign(invoice);
    now += 31 * day;
    await expect(signer.sign(invoice)).rejects.toMatchObject({ code: 'CERTIFICATE_EXPIRED' });
  });

  it.each([
    ['another key made', ec, signerOf(makeCertificate()).sign],
    ['is over bytes hashed twice', ec, async (bytes: Uint8Array) => signerOf(ec).sign(await sha256(bytes))],
    ['has another salt than 32 bytes', rsa, signerOf(rsa, 'der', 20).sign],
    ['is no signature', ec, async () => new Uint8Array(70)],
    ['is empty', rsa, async () => new Uint8Array(0)],
  ])('hands out no signature that %s', async (_what, certificate, sign) => {
    const signer = offlineSigner({ ...signerOf(certificate), sign });
    await expect(signer.sign(invoice)).rejects.toMatchObject({
      name: 'SignatureError',
      code: 'SIGNATURE_MISMATCH',
    });
  });
});

describe.skipIf(!hasTools('openssl'))('verifyCertificateLink', async () => {
  const ec = makeCertificate();
  const link = await certificateLink({
    environment: environments.prd,
    sellerNip,
    invoiceHash: await sha256(invoice),
    signer: offlineSigner(signerOf(ec)),
  });

  it('says what is wrong', async () => {
    const verdictOf = (changed: string, certificate = ec.der, file = invoice) =>
      verifyCertificateLink(changed, { certificate, invoice: file });
    expect(await verdictOf(link)).toEqual({ isValid: true });
    const wrong = (reason: string) => ({ isValid: false, reason });
    expect(await verdictOf(link, ec.der, invoice.slice(1))).toEqual(wrong('other-invoice'));
    expect(await verdictOf(link, makeCertificate({ serialNumber: '01' }).der)).toEqual(
      wrong('other-certificate'),
    );
    expect(await verdictOf(link, makeCertificate({ keyUsage: 'digitalSignature' }).der)).toEqual(
      wrong('certificate-type'),
    );
    expect(await verdictOf(link, makeCertificate().der)).toEqual(wrong('signature'));
    expect(await verdictOf(link.replace('/Nip/5', '/Nip/6'))).toEqual(wrong('signature'));
    expect(await verdictOf(link.replace('://qr.', '://qr-test.'))).toEqual(wrong('signature'));
    // Neither r and s side by side nor DER.
    expect(await verdictOf(link.slice(0, link.lastIndexOf('/') + 41))).toEqual(wrong('signature'));
  });

  it('notices every changed character of the signature, the unused bits of the last too', async () => {
    const { signature } = parseCertificateLink(link);
    const start = link.length - encodeBase64Url(signature).length;
    for (const [index, character] of [...link].entries()) {
      if (index < start) continue;
      const twin = alphabet[alphabet.indexOf(character) ^ 1] ?? '';
      const changed = link.slice(0, index) + twin + link.slice(index + 1);
      const verdict = await verifyCertificateLink(changed, { certificate: ec.der }).catch((error) => error);
      expect(verdict).toMatchObject(
        index === link.length - 1 ? { code: 'INVALID_BASE64' } : { isValid: false, reason: 'signature' },
      );
    }
  });

  it.each([
    ['an invoice link', 'https://qr.ksef.mf.gov.pl/invoice/5265877635/01-02-2026/abc'],
    ['a query', `${link}?x=1`],
    ['a slash at the end', `${link}/`],
    ['a serial number in small letters', link.replace(serial, serial.toLowerCase())],
    ['an unknown context', link.replace('/Nip/', '/Pesel/')],
    ['another scheme', link.replace('https:', 'javascript:')],
  ])('refuses %s', async (_what, text) => {
    await expect(verifyCertificateLink(text, { certificate: ec.der })).rejects.toMatchObject({
      code: 'INVALID_LINK',
    });
  });
});

describe('parseCertificateLink', () => {
  it('gives back what a link was made of', async () => {
    const hexDigits = fc.string({
      unit: fc.constantFrom(...'0123456789ABCDEF'),
      minLength: 16,
      maxLength: 16,
    });
    const bytes = (minLength: number, maxLength: number) => fc.uint8Array({ minLength, maxLength });
    await fc.assert(
      fc.asyncProperty(
        hexDigits,
        bytes(32, 32),
        bytes(1, 600),
        async (certificateSerialNumber, invoiceHash, signature) => {
          const signer = { certificateSerialNumber, sign: async () => signature };
          const link = await certificateLink({
            environment: environments.prd,
            sellerNip,
            invoiceHash,
            signer,
          });
          expect(parseCertificateLink(link)).toMatchObject({
            certificateSerialNumber,
            invoiceHash,
            signature,
          });
        },
      ),
    );
  });
});

describe('Base64URL', () => {
  it('has one spelling for every byte sequence, and refuses all others', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 80 }), fc.nat(63), (bytes, other) => {
        const text = encodeBase64Url(bytes);
        expect(text).toMatch(/^[\w-]+$/);
        expect(decodeBase64Url(text)).toEqual(bytes);
        const changed = text.slice(0, -1) + alphabet[other];
        if (changed === text) return;
        let decoded: Uint8Array | undefined;
        try {
          decoded = decodeBase64Url(changed);
        } catch {
          return;
        }
        expect(decoded).not.toEqual(bytes);
      }),
    );
  });
});

describe('ECDSA signatures', () => {
  it('survive the way to DER and back', () => {
    const coordinate = fc
      .tuple(fc.nat(32), fc.uint8Array({ minLength: 32, maxLength: 32 }))
      .map(([zeros, bytes]) => bytes.fill(0, 0, zeros));
    fc.assert(
      fc.property(coordinate, coordinate, (r, s) => {
        const fixed = new Uint8Array([...r, ...s]);
        const der = toDer(fixed);
        if (der.length !== 64) expect(toP1363(der)).toEqual(fixed);
      }),
    );
  });

  it('are not taken in any other encoding', () => {
    const der = [...toDer(new Uint8Array(64).fill(0x11))];
    const spoilt = [
      [...der, 0],
      [0x31, ...der.slice(1)],
      der.slice(0, -1),
      [0x30, (der[1] ?? 0) + 1, 0x02, 33, 0, ...der.slice(4)],
      [0x30, 0],
      [],
    ];
    for (const bytes of spoilt) expect(toP1363(new Uint8Array(bytes))).toBeUndefined();
  });
});

describe.skipIf(!hasTools('openssl'))('readCertificate', () => {
  it.each<TestCertificateOptions>([
    {},
    { key: 'RSA-2048', keyUsage: null },
    { serialNumber: 'FFF20A5D352AE590', keyUsage: 'digitalSignature,nonRepudiation' },
    { serialNumber: '80', days: 36_500 },
  ])('reads what Node reads: %j', (options) => {
    const { der } = makeCertificate(options);
    const ours = readCertificate(der);
    const theirs = new X509Certificate(der);
    expect(ours.serialNumber).toBe(theirs.serialNumber.padStart(16, '0'));
    expect(ours.validFrom).toEqual(new Date(theirs.validFrom));
    expect(ours.validTo).toEqual(new Date(theirs.validTo));
    expect(ours.keyType).toBe(theirs.publicKey.asymmetricKeyType?.toUpperCase());
    expect(Buffer.from(ours.spki)).toEqual(theirs.publicKey.export({ type: 'spki', format: 'der' }));
  });

  it('answers anything else with an error of ours', () => {
    const { der } = makeCertificate();
    fc.assert(
      fc.property(fc.nat(der.length - 1), fc.nat(255), fc.boolean(), (at, value, cut) => {
        const spoilt = cut ? der.slice(0, at) : der.with(at, value);
        try {
          readCertificate(spoilt);
        } catch (error) {
          expect(['INVALID_CERTIFICATE', 'UNSUPPORTED_KEY']).toContain((error as { code?: string }).code);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
