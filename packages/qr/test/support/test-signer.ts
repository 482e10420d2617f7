import { execFileSync } from 'node:child_process';
import { createPrivateKey, constants as cryptoConstants, sign, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CertificateSigner } from '../../src/certificate.js';

const folder = mkdtempSync(join(tmpdir(), 'ksef-qr-'));
let files = 0;

/** What a certificate shall look like, and which key it has. */
export interface TestCertificateOptions {
  /** Default: P-256. */
  readonly key?: 'P-256' | 'P-384' | 'RSA-2048';
  /** Hexadecimal. Default: `01F20A5D352AE590`. */
  readonly serialNumber?: string;
  /** As openssl spells it; null for none. Default: `nonRepudiation`, as type Offline has it. */
  readonly keyUsage?: string | null;
  /** Default: 30. */
  readonly days?: number;
}

/** A key pair and its certificate, made by openssl: another maker than the code that is tested. */
export interface TestCertificate {
  readonly keyPem: string;
  readonly certificatePem: string;
  readonly der: Uint8Array;
}

export function makeCertificate(options: TestCertificateOptions = {}): TestCertificate {
  const {
    key = 'P-256',
    serialNumber = '01F20A5D352AE590',
    keyUsage = 'nonRepudiation',
    days = 30,
  } = options;
  const base = join(folder, String(++files));
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-nodes', '-subj', '/C=PL/CN=Jan Kowalski/serialNumber=TINPL-5265877635'],
      ...(key === 'RSA-2048'
        ? ['-newkey', 'rsa:2048']
        : ['-newkey', 'ec', '-pkeyopt', `ec_paramgen_curve:${key}`]),
      ...['-set_serial', `0x${serialNumber}`, '-days', String(days)],
      ...(keyUsage === null ? [] : ['-addext', `keyUsage=critical,${keyUsage}`]),
      ...['-keyout', `${base}.key`, '-out', `${base}.pem`],
    ],
    { stdio: 'ignore' },
  );
  const certificatePem = readFileSync(`${base}.pem`, 'utf8');
  const der = new Uint8Array(new X509Certificate(certificatePem).raw);
  return { keyPem: readFileSync(`${base}.key`, 'utf8'), certificatePem, der };
}

/** A signer over node:crypto with the shape that `@ksef/signing` gives. */
export function signerOf(
  { keyPem, der }: TestCertificate,
  encoding: 'ieee-p1363' | 'der' = 'ieee-p1363',
  saltLength = 32,
): CertificateSigner {
  const key = createPrivateKey(keyPem);
  const isRsa = key.asymmetricKeyType === 'rsa';
  return {
    certificateChain: [der],
    algorithm: isRsa
      ? { name: 'RSA-PSS', hash: 'SHA-256', saltLength: 32 }
      : { name: 'ECDSA', hash: 'SHA-256' },
    async sign(bytes, options) {
      options?.signal?.throwIfAborted();
      const input = isRsa
        ? { key, padding: cryptoConstants.RSA_PKCS1_PSS_PADDING, saltLength }
        : { key, dsaEncoding: encoding };
      return new Uint8Array(sign('sha256', bytes, input));
    },
  };
}

/** Whether openssl, given the certificate alone, takes a signature (DER, if it is ECDSA) over a text. */
export function opensslVerifies(certificate: TestCertificate, signature: Uint8Array, text: string): boolean {
  const base = join(folder, String(++files));
  const write = (name: string, content: string | Uint8Array) => {
    writeFileSync(`${base}.${name}`, content);
    return `${base}.${name}`;
  };
  const publicKey = execFileSync('openssl', [
    ...['x509', '-pubkey', '-noout', '-in', write('pem', certificate.certificatePem)],
  ]);
  const isRsa = createPrivateKey(certificate.keyPem).asymmetricKeyType === 'rsa';
  try {
    const answer = execFileSync('openssl', [
      ...['dgst', '-sha256', '-verify', write('pub', publicKey)],
      ...(isRsa ? ['-sigopt', 'rsa_padding_mode:pss', '-sigopt', 'rsa_pss_saltlen:32'] : []),
      ...['-signature', write('sig', signature), write('txt', text)],
    ]);
    return answer.toString().includes('Verified OK');
  } catch {
    return false;
  }
}
