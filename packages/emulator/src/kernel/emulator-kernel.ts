import { randomBytes } from 'node:crypto';
import type { BlobStore, Collection } from './collection.js';
import type { EmulatorOptions } from './emulator-options.js';
import { type EmulatorEvent, type EventData, type EventFilter, EventLog } from './event-log.js';
import type { Kernel, PresignedMethod, PresignedQuery } from './kernel.js';
import { OwnKeys } from './keys/own-keys.js';
import { LinkSigner } from './link-signer.js';
import { randomHex } from './random-hex.js';
import { Storage } from './storage/storage.js';

const defaultTokenActivationMs = 200;
/** Collections that a reset leaves alone. */
const kept = ['server', 'keys', 'receipt-keys', 'authority'];

/** Clock, keys, storage and events of one emulator, which all its areas share. */
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
  readonly #catchUps: (() => void)[] = [];
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
    this.keys = new OwnKeys(this, options.stateDir !== undefined);
  }

  now(): number {
    return Math.floor((this.options.clock ?? Date).now() + this.clockOffsetMs());
  }

  advanceClock(ms: number): void {
    this.#server.set('clockOffsetMs', this.clockOffsetMs() + ms);
    this.record('clock-moved', { now: this.timestamp() });
    if (this.keys.ring.missing().length > 0) this.keys.prepare().catch(() => undefined);
  }

  timestamp(ms = this.now()): string {
    // Within a millisecond, and in a listing, many are the same.
    if (this.#lastTimestamp.ms !== ms) {
      this.#lastTimestamp = { ms, text: `${new Date(ms).toISOString().slice(0, -1)}0000+00:00` };
    }
    return this.#lastTimestamp.text;
  }

  onCatchUp(work: () => void): void {
    this.#catchUps.push(work);
  }

  catchUp(): void {
    for (const work of this.#catchUps) work();
  }

  newReferenceNumber(typeCode: string): string {
    const day = this.timestamp();
    const hex = randomHex(11);
    return `${day.slice(0, 4)}${day.slice(5, 7)}${day.slice(8, 10)}-${typeCode}-${hex.slice(0, 10)}-${hex.slice(10, 20)}-${hex.slice(20)}`;
  }

  collection<T>(name: string): Collection<T> {
    return this.#storage.collection<T>(name);
  }

  record(type: string, data: EventData): void {
    this.#events.record(type, data);
  }

  events(filter?: EventFilter): readonly EmulatorEvent[] {
    return this.#events.list(filter);
  }

  lastEventId(): number {
    return this.#events.lastId;
  }

  /** Calls back whenever an event is recorded, until the returned function is called. */
  onEvent(listener: () => void): () => void {
    return this.#events.onRecord(listener);
  }

  /** What the control side has added to the clock, in milliseconds. */
  clockOffsetMs(): number {
    return Number(this.#server.get('clockOffsetMs') ?? 0);
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

  /** Forgets everything but keys and clock. */
  reset(): void {
    this.#storage.clear(kept);
    this.#events.clear();
    this.record('reset', {});
    this.setDelays({
      processingMs: this.options.processingDelayMs ?? 0,
      authMs: this.options.authDelayMs ?? 0,
      tokenActivationMs: this.options.tokenActivationDelayMs ?? defaultTokenActivationMs,
    });
  }
}
