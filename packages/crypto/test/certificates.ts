import { execFileSync } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PublicKeyCertificate } from '../src/index.js';

/** A self-signed certificate made by the openssl command, with its private key. */
export interface TestCertificate {
  readonly privateKeyPem: string;
  readonly der: Uint8Array;
  readonly spki: Uint8Array;
  readonly publicKeyId: string;
}

export function makeCertificate(keyOptions: readonly string[] = ['-newkey', 'rsa:2048']): TestCertificate {
  return inTemporaryFolder((folder) => {
    const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.der')];
    const fixed = [
      '-x509',
      '-nodes',
      '-days',
      '30',
      '-subj',
      '/CN=test',
      '-keyout',
      key,
      '-out',
      certificate,
    ];
    execFileSync('openssl', ['req', ...fixed, '-outform', 'DER', ...keyOptions], { stdio: 'pipe' });
    const der = new Uint8Array(readFileSync(certificate));
    const spki = new X509Certificate(der).publicKey.export({ type: 'spki', format: 'der' });
    const publicKeyId = createHash('sha256').update(spki).digest('base64');
    return { privateKeyPem: readFileSync(key, 'utf8'), der, spki, publicKeyId };
  });
}

export function listed(
  certificate: TestCertificate,
  change: Partial<PublicKeyCertificate> = {},
): PublicKeyCertificate {
  return {
    certificate: Buffer.from(certificate.der).toString('base64'),
    publicKeyId: certificate.publicKeyId,
    validFrom: '2026-01-01T00:00:00Z',
    validTo: '2027-01-01T00:00:00Z',
    usage: ['KsefTokenEncryption', 'SymmetricKeyEncryption'],
    ...change,
  };
}

/** Decrypts with `openssl pkeyutl`, OAEP with SHA-256 for both hashes. */
export function opensslRsaDecrypt(certificate: TestCertificate, encrypted: Uint8Array): Buffer {
  return inTemporaryFolder((folder) => {
    const key = join(folder, 'key.pem');
    execFileSync('sh', ['-c', 'umask 077; cat > "$1"', 'sh', key], { input: certificate.privateKeyPem });
    const options = ['rsa_padding_mode:oaep', 'rsa_oaep_md:sha256', 'rsa_mgf1_md:sha256'];
    return execFileSync(
      'openssl',
      ['pkeyutl', '-decrypt', '-inkey', key, ...options.flatMap((o) => ['-pkeyopt', o])],
      {
        input: encrypted,
      },
    );
  });
}

function inTemporaryFolder<T>(use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'ksef-crypto-'));
  try {
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
