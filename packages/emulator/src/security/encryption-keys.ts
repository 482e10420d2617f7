import {
  constants,
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  privateDecrypt,
} from 'node:crypto';
import type forgeModule from 'node-forge';
import { type Collection, Problem } from '../kernel.js';
import { issueCertificate } from './issue-certificate.js';

export type KeyUsage = 'KsefTokenEncryption' | 'SymmetricKeyEncryption';

/** How keys change: old and new side by side; old refused at once; same key in a new certificate. */
export type RotationMode = 'planned' | 'emergency' | 'recertify';

/** A key pair of the emulator and its certificate, as kept in the state. */
export interface KeyRecord {
  readonly usage: KeyUsage;
  readonly privateKeyPem: string;
  readonly publicKeyId: string;
  readonly certificate: string;
  readonly validFromMs: number;
  readonly validToMs: number;
}

const usages: readonly KeyUsage[] = ['KsefTokenEncryption', 'SymmetricKeyEncryption'];
const yearMs = 365 * 86_400_000;

/** The keys clients encrypt to. */
export class EncryptionKeys {
  readonly #records: Collection<KeyRecord>;
  readonly #forge: typeof forgeModule;
  readonly #now: () => number;

  constructor(records: Collection<KeyRecord>, forge: typeof forgeModule, now: () => number) {
    this.#records = records;
    this.#forge = forge;
    this.#now = now;
  }

  /** Keys in force; made at the first call of a fresh state. */
  list(): readonly KeyRecord[] {
    if (this.#records.size === 0) for (const usage of usages) this.#add(usage);
    return [...this.#records.values()];
  }

  rotate(mode: RotationMode): void {
    for (const old of this.list()) {
      if (mode === 'emergency') this.#records.delete(old.publicKeyId);
      if (mode === 'recertify') this.#add(old.usage, old.privateKeyPem);
    }
    if (mode !== 'recertify') for (const usage of usages) this.#add(usage);
  }

  /**
   * What was encrypted, or undefined when no key of this usage opens it.
   *
   * @throws Problem 21470 when `publicKeyId` names no key in force for this usage
   */
  decrypt(usage: KeyUsage, encrypted: Uint8Array, publicKeyId: string | null | undefined): Buffer | undefined {
    const now = this.#now();
    const candidates = this.list().filter(
      (key) => key.usage === usage && key.validToMs > now && (!publicKeyId || key.publicKeyId === publicKeyId),
    );
    if (publicKeyId && candidates.length === 0) throw unknownKey(publicKeyId);
    for (const key of candidates) {
      try {
        return privateDecrypt(
          { key: key.privateKeyPem, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' },
          encrypted,
        );
      } catch {}
    }
    return undefined;
  }

  #add(usage: KeyUsage, existing?: string): void {
    const privateKeyPem = existing ?? newPrivateKey();
    const spki = createPublicKey(createPrivateKey(privateKeyPem)).export({ type: 'spki', format: 'der' });
    // A certificate speaks in whole seconds; one second back keeps it valid at the moment of issue.
    const validFromMs = Math.floor(this.#now() / 1000) * 1000 - 1000;
    const validToMs = validFromMs + 2 * yearMs;
    const publicKeyId = createHash('sha256').update(spki).digest('base64');
    const certificate = issueCertificate(this.#forge, {
      privateKeyPem,
      commonName: 'KSeF emulator',
      validFromMs,
      validToMs,
    });
    this.#records.set(publicKeyId, { usage, privateKeyPem, publicKeyId, certificate, validFromMs, validToMs });
  }
}

function newPrivateKey(): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

function unknownKey(publicKeyId: string): Problem {
  return new Problem({
    status: 400,
    code: 21470,
    description: 'Przesłany identyfikator klucza jest nieznany lub wskazuje na wycofany klucz.',
    details: [`Klucz o identyfikatorze ${publicKeyId} nie jest wspierany.`],
  });
}
