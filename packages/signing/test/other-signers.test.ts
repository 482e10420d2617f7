import { constants, createPrivateKey, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { remoteSigner, signerFromCryptoKey, signerFromKeyObject } from '../src/index.js';
import { testSealCertificate } from '../src/testing.js';
import { verifies } from './support/verifies.js';

const nip = '5265877635';
const bytes = new TextEncoder().encode('x');

describe('signerFromCryptoKey', () => {
  it.each(['P-256', 'P-384', 'P-521', 'RSA-2048'] as const)(
    'signs by a %s key that cannot be exported',
    async (keyType) => {
      const { certificate, privateKey } = await testSealCertificate({ nip }, { keyType });
      const pkcs8 = await crypto.subtle.exportKey('pkcs8', privateKey);
      const key = await crypto.subtle.importKey(
        'pkcs8',
        pkcs8,
        privateKey.algorithm as EcKeyImportParams,
        false,
        ['sign'],
      );
      expect(await verifies(await signerFromCryptoKey({ certificate, key }))).toBe(true);
    },
  );

  it('signs by PSS with a PSS key', async () => {
    const { certificate, privateKey } = await testSealCertificate({ nip }, { keyType: 'RSA-2048' });
    const pkcs8 = await crypto.subtle.exportKey('pkcs8', privateKey);
    const imported = (hash: string) =>
      crypto.subtle.importKey('pkcs8', pkcs8, { name: 'RSA-PSS', hash }, false, ['sign']);
    const signer = await signerFromCryptoKey({ certificate, key: await imported('SHA-384') });
    expect(signer.algorithm).toEqual({ name: 'RSA-PSS', hash: 'SHA-384', saltLength: 48 });
    expect(await verifies(signer)).toBe(true);
    await expect(signerFromCryptoKey({ certificate, key: await imported('SHA-1') })).rejects.toMatchObject({
      code: 'UNSUPPORTED_ALGORITHM',
    });
  });

  it('refuses keys that do not fit, by name', async () => {
    const one = await testSealCertificate({ nip });
    const others = await Promise.all(
      (['P-256', 'P-384', 'RSA-2048'] as const).map((keyType) => testSealCertificate({ nip }, { keyType })),
    );
    for (const { privateKey: key } of others) {
      await expect(signerFromCryptoKey({ certificate: one.certificate, key })).rejects.toMatchObject({
        code: 'KEY_MISMATCH',
      });
    }
    const { publicKey } = (await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
      'sign',
      'verify',
    ])) as CryptoKeyPair;
    await expect(signerFromCryptoKey({ certificate: one.certificate, key: publicKey })).rejects.toMatchObject(
      {
        code: 'INVALID_KEY',
      },
    );
  });
});

describe('signerFromKeyObject', () => {
  it('signs, and refuses what is no private key', async () => {
    const { certificate, privateKeyPem } = await testSealCertificate({ nip });
    const key = createPrivateKey(privateKeyPem);
    expect(await verifies(await signerFromKeyObject({ certificate, key }))).toBe(true);
    await expect(signerFromKeyObject({ certificate, key: {} as never })).rejects.toMatchObject({
      code: 'INVALID_KEY',
    });
  });
});

describe('remoteSigner', () => {
  async function remote(
    keyType: 'P-256' | 'P-384' | 'P-521' | 'RSA-2048',
    dsaEncoding: 'der' | 'ieee-p1363',
    options = {},
  ) {
    const { certificate, privateKeyPem } = await testSealCertificate({ nip }, { keyType });
    return remoteSigner(
      {
        certificate,
        async sign(input, { algorithm }) {
          const hash = algorithm.hash.replace('-', '');
          if (algorithm.name !== 'RSA-PSS')
            return new Uint8Array(sign(hash, input, { key: privateKeyPem, dsaEncoding }));
          const { saltLength } = algorithm;
          return new Uint8Array(
            sign(hash, input, { key: privateKeyPem, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength }),
          );
        },
      },
      options,
    );
  }

  it.each(['P-256', 'P-384', 'P-521', 'RSA-2048'] as const)(
    '%s: takes DER and r||s, gives r||s',
    async (keyType) => {
      for (const encoding of ['der', 'ieee-p1363'] as const) {
        expect(await verifies(await remote(keyType, encoding))).toBe(true);
      }
    },
  );

  it('asks for PSS when told to', async () => {
    expect(await verifies(await remote('RSA-2048', 'der', { rsaPadding: 'pss' }))).toBe(true);
  });

  it('gives the digest to a key that takes one', async () => {
    const { certificate, privateKey } = await testSealCertificate({ nip }, { keyType: 'P-384' });
    let length = 0;
    const signer = await remoteSigner({
      certificate,
      takes: 'digest',
      async sign(digest) {
        length = digest.length;
        // WebCrypto cannot sign a digest; that it is the right one, the next line proves.
        expect(digest).toEqual(new Uint8Array(await crypto.subtle.digest('SHA-384', bytes)));
        return new Uint8Array(
          await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-384' }, privateKey, bytes),
        );
      },
    });
    expect((await signer.sign(bytes)).length).toBe(96);
    expect(length).toBe(48);
  });

  it('notices a signature that is no good, before it is used', async () => {
    const { certificate } = await testSealCertificate({ nip });
    const other = await testSealCertificate({ nip });
    const answer = async (signature: () => Promise<unknown>) => {
      const signer = await remoteSigner({ certificate, sign: signature as () => Promise<Uint8Array> });
      return signer.sign(bytes).catch((error) => `${error.name} ${error.code}`);
    };
    const ofOther = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, other.privateKey, bytes);
    expect(await answer(async () => new Uint8Array(ofOther))).toBe('SignatureError KEY_MISMATCH');
    expect(await answer(async () => new Uint8Array(64))).toBe('SignatureError KEY_MISMATCH');
    expect(await answer(async () => new Uint8Array(10))).toBe('SignatureError INVALID_SIGNATURE');
    expect(await answer(async () => undefined)).toBe('SignatureError INVALID_SIGNATURE');
    const failing = await remoteSigner({ certificate, sign: () => Promise.reject(new Error('HSM is off')) });
    await expect(failing.sign(bytes)).rejects.toThrow('HSM is off');
  });

  it('passes the signal on', async () => {
    const { certificate } = await testSealCertificate({ nip });
    const signer = await remoteSigner({
      certificate,
      sign: (_bytes, { signal }) =>
        new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason))),
    });
    const controller = new AbortController();
    const signing = signer.sign(bytes, { signal: controller.signal });
    controller.abort(new Error('stop'));
    await expect(signing).rejects.toThrow('stop');
  });
});
