import { KeyObject, verify, X509Certificate } from 'node:crypto';
import { expect, it, vi } from 'vitest';
import { signerFromPem } from '../src/index.js';
import { testSealCertificate } from '../src/testing.js';

// As Cloudflare's workers refuse them (workerd 2026-11-17); the rest is Node's.
vi.mock('node:crypto', async (original) => {
  const own = await original<typeof import('node:crypto')>();
  const sign = (...[hash, bytes, input, done]: Parameters<typeof own.sign>) => {
    if ((input as { key: unknown }).key instanceof own.KeyObject) {
      throw Object.assign(new TypeError('options.key must not be an object'), {
        code: 'ERR_INVALID_ARG_TYPE',
      });
    }
    return own.sign(hash, bytes, input, done);
  };
  return { ...own, sign };
});

it.each(['P-256', 'RSA-2048'] as const)('signs where keys must be bytes, with %s', async (keyType) => {
  const { certificatePem, privateKeyPem } = await testSealCertificate({ nip: '5265877635' }, { keyType });
  const signer = await signerFromPem({ certificate: certificatePem, key: privateKeyPem });
  const bytes = new TextEncoder().encode('Faktura');
  const signature = await signer.sign(bytes);
  const key = new X509Certificate(certificatePem).publicKey;
  expect(key).toBeInstanceOf(KeyObject);
  expect(verify('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' }, signature)).toBe(true);
});
