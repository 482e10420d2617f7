import {
  constants,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  privateDecrypt,
  randomBytes,
} from 'node:crypto';
import { makeCertificate } from './certificates/make-certificate.js';
import type { Collection } from './kernel.js';
import { sha256 } from './sha256.js';

export type KeyUsage = 'KsefTokenEncryption' | 'SymmetricKeyEncryption';
/** `planned`: old keys stay good; `emergency`: they are withdrawn; `recertify`: the same key gets another certificate. */
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

  /** `firstKeys` are private keys in PEM to begin with, where there are none; rotation makes new ones. */
  constructor(records: Collection<KeyRecord>, now: () => number, firstKeys: ReadonlyMap<KeyUsage, string>) {
    this.#records = records;
    this.#now = now;
    for (const usage of usages)
      if (this.#active(usage).length === 0) this.#add(usage, firstKeys.get(usage) ?? keyPem());
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
      this.#add(usage, mode === 'recertify' && newest !== undefined ? newest.privateKeyPem : keyPem());
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
    // Valid from long ago, as the clock may be set back; a second apart, so that the latest `validFrom` is the newest key.
    const validFrom = this.#active(usage).reduce(
      (latest, one) => Math.max(latest, one.validFrom + 1000),
      this.#now() - twoYearsMs,
    );
    const validTo = validFrom + 2 * twoYearsMs;
    const privateKey = createPrivateKey(privateKeyPem);
    const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
    const der = selfSignedCertificate(privateKey, 'Ministerstwo Finansów (emulator)', validFrom, validTo);
    const record: KeyRecord = {
      publicKeyId: sha256(spki),
      certificateId: sha256(der),
      certificate: der.toString('base64'),
      privateKeyPem,
      usage,
      validFrom: Math.min(validFrom, this.#now()),
      validTo,
      withdrawn: false,
    };
    this.#records.set(record.certificateId, record);
  }
}

function keyPem(): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
}

/** A self-signed certificate, DER; also used for the key that signs receipts. */
export function selfSignedCertificate(
  privateKey: KeyObject,
  commonName: string,
  validFrom: number,
  validTo: number,
): Buffer {
  return makeCertificate(
    {
      subject: [
        ['2.5.4.3', commonName],
        ['2.5.4.6', 'PL'],
      ],
      publicKey: createPublicKey(privateKey),
      serialNumber: `01${randomBytes(8).toString('hex')}`,
      validFrom,
      validTo,
    },
    { privateKey },
  );
}
