import {
  constants,
  createHash,
  createPrivateKey,
  generateKeyPairSync,
  type KeyObject,
  privateDecrypt,
} from 'node:crypto';
import forge from 'node-forge';
import type { Collection } from './kernel.js';

export type KeyUsage = 'KsefTokenEncryption' | 'SymmetricKeyEncryption';
export type RotationMode = 'planned' | 'emergency' | 'recertify';

interface KeyRecord {
  readonly publicKeyId: string;
  readonly certificateId: string;
  readonly certificate: string;
  readonly privateKeyPem: string;
  readonly usage: KeyUsage;
  readonly validFrom: number;
  readonly validTo: number;
  readonly withdrawn: boolean;
}

const usages: readonly KeyUsage[] = ['KsefTokenEncryption', 'SymmetricKeyEncryption'];
const twoYearsMs = 2 * 365 * 86_400_000;

/** The emulator's own RSA keys with real certificates, one a usage, and their rotation. */
export class KeyRing {
  readonly #records: Collection<KeyRecord>;
  readonly #now: () => number;
  readonly #parsed = new Map<string, KeyObject>();

  constructor(records: Collection<KeyRecord>, now: () => number) {
    this.#records = records;
    this.#now = now;
    for (const usage of usages) if (this.#active(usage).length === 0) this.#add(usage, newKeyPem());
  }

  /** As `GET /security/public-key-certificates` lists them. */
  list(): readonly Record<string, unknown>[] {
    return [...this.#records.values()]
      .filter((record) => !record.withdrawn)
      .map(({ certificate, certificateId, publicKeyId, validFrom, validTo, usage }) => ({
        certificate,
        certificateId,
        publicKeyId,
        validFrom: new Date(validFrom).toISOString().replace('Z', '+00:00'),
        validTo: new Date(validTo).toISOString().replace('Z', '+00:00'),
        usage: [usage],
      }));
  }

  rotate(mode: RotationMode): void {
    for (const usage of usages) {
      const before = this.#active(usage);
      const newest = before.at(-1);
      this.#add(usage, mode === 'recertify' && newest !== undefined ? newest.privateKeyPem : newKeyPem());
      if (mode === 'planned') continue;
      for (const record of before) this.#records.set(record.certificateId, { ...record, withdrawn: true });
    }
  }

  /** Whether a client may name this key: known for the usage, valid, not withdrawn. */
  accepts(publicKeyId: string, usage: KeyUsage): boolean {
    return this.#active(usage).some((record) => record.publicKeyId === publicKeyId);
  }

  /** RSA-OAEP with SHA-256; undefined when no key fits. */
  decrypt(
    encrypted: Uint8Array,
    usage: KeyUsage,
    publicKeyId: string | null | undefined,
  ): Uint8Array | undefined {
    for (const record of this.#active(usage)) {
      if (typeof publicKeyId === 'string' && record.publicKeyId !== publicKeyId) continue;
      try {
        const key = this.#privateKey(record);
        return privateDecrypt(
          { key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' },
          encrypted,
        );
      } catch {
        // Another key may fit: without an id the server can only try.
      }
    }
    return undefined;
  }

  #active(usage: KeyUsage): readonly KeyRecord[] {
    const now = this.#now();
    return [...this.#records.values()].filter(
      (record) =>
        record.usage === usage && !record.withdrawn && record.validFrom <= now && now < record.validTo,
    );
  }

  #privateKey(record: KeyRecord): KeyObject {
    const known = this.#parsed.get(record.publicKeyId) ?? createPrivateKey(record.privateKeyPem);
    this.#parsed.set(record.publicKeyId, known);
    return known;
  }

  #add(usage: KeyUsage, privateKeyPem: string): void {
    // A second apart, so that of two keys the latest `validFrom` is the newer one.
    const validFrom = this.#active(usage).reduce(
      (latest, one) => Math.max(latest, one.validFrom + 1000),
      this.#now() - 3_600_000,
    );
    const { der, spki } = issueCertificate(
      privateKeyPem,
      'Ministerstwo Finansów (emulator)',
      validFrom,
      validFrom + twoYearsMs,
    );
    const record: KeyRecord = {
      publicKeyId: sha256(spki),
      certificateId: sha256(der),
      certificate: der.toString('base64'),
      privateKeyPem,
      usage,
      validFrom: Math.min(validFrom, this.#now()),
      validTo: validFrom + twoYearsMs,
      withdrawn: false,
    };
    this.#records.set(record.certificateId, record);
  }
}

/** A self-signed certificate; also used for the key that signs receipts. */
export function issueCertificate(
  privateKeyPem: string,
  commonName: string,
  validFrom: number,
  validTo: number,
) {
  const privateKey = forge.pki.privateKeyFromPem(privateKeyPem);
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.setRsaPublicKey(privateKey.n, privateKey.e);
  certificate.serialNumber = `01${Buffer.from(crypto.getRandomValues(new Uint8Array(8))).toString('hex')}`;
  certificate.validity.notBefore = new Date(validFrom);
  certificate.validity.notAfter = new Date(validTo);
  const subject = [
    {
      name: 'commonName',
      value: commonName,
      valueTagClass: forge.asn1.Type.UTF8 as unknown as forge.asn1.Class,
    },
    { name: 'countryName', value: 'PL' },
  ];
  certificate.setSubject(subject);
  certificate.setIssuer(subject);
  certificate.sign(privateKey, forge.md.sha256.create());
  const der = Buffer.from(forge.asn1.toDer(forge.pki.certificateToAsn1(certificate)).getBytes(), 'binary');
  const spki = Buffer.from(
    forge.asn1.toDer(forge.pki.publicKeyToAsn1(certificate.publicKey)).getBytes(),
    'binary',
  );
  return { der, spki };
}

export function newKeyPem(): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('base64');
}
