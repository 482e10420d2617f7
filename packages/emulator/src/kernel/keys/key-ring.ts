import { constants, createPrivateKey, type KeyObject, privateDecrypt, X509Certificate } from 'node:crypto';
import type { Collection } from '../collection.js';
import { sha256 } from '../sha256.js';
import type { CertifiedKey } from './certified-key.js';

export type KeyUsage = (typeof keyUsages)[number];
/** `planned`: old keys stay good; `emergency`: they are withdrawn; `recertify`: the same key gets another certificate. */
export type RotationMode = (typeof rotationModes)[number];

export const keyUsages = ['KsefTokenEncryption', 'SymmetricKeyEncryption'] as const;
/** All modes, for checking input. */
export const rotationModes = ['planned', 'emergency', 'recertify'] as const;

/** A key as it is kept. */
export interface KeyRecord {
  readonly publicKeyId: string;
  readonly certificateId: string;
  readonly certificate: string;
  readonly privateKeyPem: string;
  readonly usage: KeyUsage;
  readonly validFrom: number;
  readonly validTo: number;
  readonly withdrawn: boolean;
}

/** The emulator's own RSA keys with real certificates, one a usage, and their rotation. */
export class KeyRing {
  readonly #records: Collection<KeyRecord>;
  readonly #now: () => number;
  readonly #parsed = new Map<string, KeyObject>();

  constructor(records: Collection<KeyRecord>, now: () => number) {
    this.#records = records;
    this.#now = now;
  }

  get isEmpty(): boolean {
    return this.#records.size === 0;
  }

  /** Usages without a key that is valid now. */
  missing(): readonly KeyUsage[] {
    return keyUsages.filter((usage) => this.#active(usage).length === 0);
  }

  add(usage: KeyUsage, { privateKeyPem, certificate }: CertifiedKey): void {
    const der = Buffer.from(certificate, 'base64');
    const { publicKey, validFrom, validTo } = new X509Certificate(der);
    const record: KeyRecord = {
      publicKeyId: sha256(publicKey.export({ type: 'spki', format: 'der' })),
      certificateId: sha256(der),
      certificate,
      privateKeyPem,
      usage,
      validFrom: Math.min(Date.parse(validFrom), this.#now()),
      validTo: Date.parse(validTo),
      withdrawn: false,
    };
    this.#records.set(record.certificateId, record);
  }

  /** As `GET /security/public-key-certificates` lists them. */
  list(): readonly Record<string, unknown>[] {
    const now = this.#now();
    return [...this.#records.values()]
      .filter((record) => !record.withdrawn && now < record.validTo)
      .map(({ certificate, certificateId, publicKeyId, validFrom, validTo, usage }) => ({
        certificate,
        certificateId,
        publicKeyId,
        validFrom: new Date(validFrom).toISOString().replace('Z', '+00:00'),
        validTo: new Date(validTo).toISOString().replace('Z', '+00:00'),
        usage: [usage],
      }));
  }

  async rotate(mode: RotationMode): Promise<void> {
    const now = this.#now();
    const before = keyUsages.map((usage) => this.#active(usage));
    const { longAgo, makeCertifiedKey } = await import('./make-certified-key.js');
    const added = await Promise.all(
      keyUsages.map((usage, index) => {
        const old = before[index] ?? [];
        // A second apart: the latest `validFrom` identifies the newest key.
        const validFrom = old.reduce((latest, one) => Math.max(latest, one.validFrom + 1000), longAgo(now));
        return makeCertifiedKey(
          usage,
          validFrom,
          mode === 'recertify' ? old.at(-1)?.privateKeyPem : undefined,
        );
      }),
    );
    for (const [index, usage] of keyUsages.entries()) this.add(usage, added[index] as CertifiedKey);
    if (mode === 'planned') return;
    for (const record of before.flat())
      this.#records.set(record.certificateId, { ...record, withdrawn: true });
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
}
