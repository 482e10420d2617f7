import { randomBytes } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { BearerTokens } from './bearer-tokens.js';
import type { EmulatorOptions } from './emulator-options.js';
import { type EmulatorEvent, EventLog } from './event-log.js';
import type { Claims } from './jwt.js';
import {
  type BlobStore,
  type Collection,
  type Kernel,
  type PresignedMethod,
  type PresignedQuery,
  type Principal,
  Problem,
} from './kernel.js';
import type { KeyUsage } from './keys/key-ring.js';
import { OwnKeys } from './keys/own-keys.js';
import { LinkSigner } from './link-signer.js';
import { randomHex } from './random-hex.js';
import { Storage } from './storage.js';

const defaultTokenActivationMs = 200;
/** Collections that a reset leaves alone. */
const kept = ['server', 'keys', 'receipt-keys', 'authority'];

/** Everything the areas of one emulator share. */
export class EmulatorKernel implements Kernel {
  readonly options: EmulatorOptions;
  readonly blobs: BlobStore;
  readonly keys: OwnKeys;
  readonly #storage: Storage;
  readonly #links: LinkSigner;
  readonly #events = new EventLog(
    () => this.now(),
    (ms) => this.timestamp(ms),
  );
  readonly #server: Collection<string | number>;
  readonly #bearers: BearerTokens;
  #lastTimestamp = { ms: Number.NaN, text: '' };
  #origin = '';
  #processingDelayMs: number;
  #authDelayMs: number;
  #tokenActivationDelayMs: number;

  constructor(options: EmulatorOptions) {
    this.options = options;
    this.#storage = new Storage(options.stateDir, () => {
      this.record('state-lost', {});
      options.log?.(
        `error: ${options.stateDir} is gone or another emulator's: what comes now is kept until this one ends.`,
      );
    });
    this.blobs = this.#storage.blobs;
    this.#processingDelayMs = options.processingDelayMs ?? 0;
    this.#authDelayMs = options.authDelayMs ?? 0;
    this.#tokenActivationDelayMs = options.tokenActivationDelayMs ?? defaultTokenActivationMs;
    this.#server = this.collection('server');
    const secret = String(this.#server.get('secret') ?? randomBytes(32).toString('hex'));
    this.#server.set('secret', secret);
    this.#links = new LinkSigner(secret);
    this.#bearers = new BearerTokens(secret, () => this.now());
    this.keys = new OwnKeys(this, options.stateDir !== undefined);
  }

  now(): number {
    return Math.floor((this.options.clock ?? Date).now() + Number(this.#server.get('clockOffsetMs') ?? 0));
  }

  advanceClock(ms: number): void {
    this.#server.set('clockOffsetMs', Number(this.#server.get('clockOffsetMs') ?? 0) + ms);
    if (this.keys.ring.missing().length > 0) this.keys.prepare().catch(() => undefined);
  }

  timestamp(ms = this.now()): string {
    // Within a millisecond, and in a listing, many are the same.
    if (this.#lastTimestamp.ms !== ms) {
      this.#lastTimestamp = { ms, text: `${new Date(ms).toISOString().slice(0, -1)}0000+00:00` };
    }
    return this.#lastTimestamp.text;
  }

  newReferenceNumber(typeCode: string): string {
    const day = this.timestamp();
    const hex = randomHex(11);
    return `${day.slice(0, 4)}${day.slice(5, 7)}${day.slice(8, 10)}-${typeCode}-${hex.slice(0, 10)}-${hex.slice(10, 20)}-${hex.slice(20)}`;
  }

  claims(request: FastifyRequest, ...kinds: readonly Claims['typ'][]): Claims {
    return this.#bearers.claims(request, kinds);
  }

  authenticate(request: FastifyRequest): Principal {
    return this.#bearers.authenticate(request);
  }

  /** The context that the access token of a request is for, as a key; also of a token that has expired. */
  contextKeyOf(request: FastifyRequest): string | undefined {
    return this.#bearers.contextKeyOf(request);
  }

  issueToken(typ: Claims['typ'], arn: string, lifeMs: number, more: Readonly<Record<string, unknown>> = {}) {
    const { token, expiresAt } = this.#bearers.issue({ ...more, typ, arn }, lifeMs);
    return { token, validUntil: this.timestamp(expiresAt) };
  }

  /** @throws Problem 21470 */
  checkKeyId(publicKeyId: string | null | undefined, usage: KeyUsage): void {
    if (typeof publicKeyId !== 'string' || this.keys.ring.accepts(publicKeyId, usage)) return;
    throw new Problem({
      status: 400,
      code: 21470,
      description: 'Przesłany identyfikator klucza jest nieznany lub wskazuje na wycofany klucz.',
      details: [`Klucz o identyfikatorze ${publicKeyId} nie jest wspierany.`],
    });
  }

  decryptSymmetricKey(encrypted: Uint8Array, publicKeyId: string | null | undefined): Uint8Array | undefined {
    this.checkKeyId(publicKeyId, 'SymmetricKeyEncryption');
    const key = this.keys.ring.decrypt(encrypted, 'SymmetricKeyEncryption', publicKeyId);
    return key?.length === 32 ? new Uint8Array(key) : undefined;
  }

  collection<T>(name: string): Collection<T> {
    return this.#storage.collection<T>(name);
  }

  record(type: string, data: Readonly<Record<string, unknown>>): void {
    this.#events.record(type, data);
  }

  events(type?: string): readonly EmulatorEvent[] {
    return this.#events.list(type);
  }

  processingDelayMs(): number {
    return this.#processingDelayMs;
  }

  authDelayMs(): number {
    return this.#authDelayMs;
  }

  tokenActivationDelayMs(): number {
    return this.#tokenActivationDelayMs;
  }

  setDelays(delays: {
    readonly processingMs?: number;
    readonly authMs?: number;
    readonly tokenActivationMs?: number;
  }): void {
    this.#tokenActivationDelayMs = delays.tokenActivationMs ?? this.#tokenActivationDelayMs;
    this.#processingDelayMs = delays.processingMs ?? this.#processingDelayMs;
    this.#authDelayMs = delays.authMs ?? this.#authDelayMs;
  }

  origin(): string {
    return this.#origin;
  }

  setOrigin(origin: string): void {
    this.#origin = origin;
  }

  presign(path: string, validForMs: number, method: PresignedMethod = 'GET') {
    const expires = this.now() + validForMs;
    return {
      url: `${this.#origin}${this.#links.sign(path, expires, method)}`,
      expiresAt: this.timestamp(expires),
    };
  }

  isPresigned(path: string, query: PresignedQuery, method: PresignedMethod): boolean {
    return Number(query.expires) > this.now() && this.#links.isSigned(path, query, method);
  }

  workFolder(): string {
    return this.#storage.workFolder();
  }

  /** Removes what must not outlive the emulator. */
  close(): void {
    this.#storage.close();
  }

  async signXml(xml: string): Promise<string> {
    const { signDocument } = await import('./sign-document.js');
    return signDocument(xml, await this.keys.receipts(), this.timestamp(this.now()));
  }

  /** Forgets everything but keys and clock. */
  reset(): void {
    this.#storage.clear(kept);
    this.#events.clear();
    this.setDelays({
      processingMs: this.options.processingDelayMs ?? 0,
      authMs: this.options.authDelayMs ?? 0,
      tokenActivationMs: this.options.tokenActivationDelayMs ?? defaultTokenActivationMs,
    });
  }
}
