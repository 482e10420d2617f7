import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock, ContextIdentifier } from '@ksef/core';
import type { FastifyRequest } from 'fastify';
import type forgeModule from 'node-forge';
import type * as XmlCrypto from 'xml-crypto';
import { EventList } from './control/event-list.js';
import { type Collection, type Kernel, type Principal, Problem } from './kernel.js';
import type { LoginRecord } from './login/records.js';
import { EncryptionKeys, type KeyRecord } from './security/encryption-keys.js';
import { isAllowedIp } from './security/ip-policy.js';
import { readJwt, signJwt, type TokenClaims, type TokenKind } from './security/jwt.js';
import { type SealRecord, signXml } from './security/sign-xml.js';
import { Blobs } from './state/blob-files.js';
import { CollectionStore } from './state/collection-store.js';

export interface KernelOptions {
  readonly clock: Clock;
  readonly stateDir: string | undefined;
  readonly strict: boolean;
  readonly processingDelayMs: number;
  readonly authDelayMs: number;
  readonly libraries: { forge: typeof forgeModule; xmlCrypto: typeof XmlCrypto };
}

/** Everything the areas of one emulator share. */
export class EmulatorKernel implements Kernel {
  readonly blobs: Blobs;
  readonly keys: EncryptionKeys;
  readonly eventList = new EventList();
  readonly strict: boolean;
  authDelay: number;
  processingDelay: number;
  readonly #store: CollectionStore;
  readonly #options: KernelOptions;
  readonly #secret: string;
  #origin = '';
  #offsetMs: number;

  constructor(options: KernelOptions) {
    this.#options = options;
    this.strict = options.strict;
    this.authDelay = options.authDelayMs;
    this.processingDelay = options.processingDelayMs;
    this.#store = new CollectionStore(options.stateDir);
    this.blobs = new Blobs(options.stateDir);
    const server = this.collection<string | number>('server');
    if (!server.get('secret')) server.set('secret', randomBytes(32).toString('hex'));
    this.#secret = String(server.get('secret'));
    this.#offsetMs = Number(server.get('clockOffsetMs') ?? 0);
    this.keys = new EncryptionKeys(this.collection<KeyRecord>('keys'), options.libraries.forge, () => this.now());
  }

  now(): number {
    return Math.floor(this.#options.clock.now() + this.#offsetMs);
  }

  moveClock(ms: number): void {
    this.#offsetMs += ms;
    this.collection<string | number>('server').set('clockOffsetMs', this.#offsetMs);
  }

  timestamp(ms = this.now()): string {
    return new Date(ms).toISOString().replace('Z', '0000+00:00');
  }

  newReferenceNumber(typeCode: string): string {
    const day = this.timestamp().slice(0, 10).replaceAll('-', '');
    const hex = randomBytes(11).toString('hex').toUpperCase();
    return `${day}-${typeCode}-${hex.slice(0, 10)}-${hex.slice(10, 20)}-${hex.slice(20)}`;
  }

  authenticate(request: FastifyRequest): Principal {
    const claims = this.bearer(request, ['ContextToken']);
    return {
      context: claims.context as ContextIdentifier,
      authReferenceNumber: claims.arn,
      permissions: claims.permissions as string[],
      ...(typeof claims.ktr === 'string' ? { ksefTokenReferenceNumber: claims.ktr } : {}),
    };
  }

  /** Claims of the bearer token; 401 when there is none that holds, 403 for a kind not taken here. */
  bearer(request: FastifyRequest, kinds: readonly TokenKind[], wrongKindStatus: 401 | 403 = 403): TokenClaims {
    const token = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    const claims = token === undefined ? undefined : this.#claims(token);
    if (claims === undefined || claims.exp * 1000 <= this.now()) throw unauthorized();
    if (!kinds.includes(claims.typ)) {
      if (wrongKindStatus === 401) throw unauthorized();
      throw new Problem({
        status: 403,
        description: 'Ten rodzaj tokena nie daje dostępu do tej operacji.',
        reasonCode: 'insufficient-resource-access',
      });
    }
    if (claims.typ === 'ContextToken') {
      const login = this.collection<LoginRecord>('logins').get(claims.arn);
      if (!isAllowedIp(login?.allowedIps, request.ip)) {
        throw new Problem({
          status: 403,
          description: 'Żądanie pochodzi z adresu IP innego niż wskazany podczas uwierzytelnienia.',
          reasonCode: 'ip-not-allowed',
          security: { clientIp: request.ip },
        });
      }
    }
    return claims;
  }

  /** A signed token of this kind; lifetime in milliseconds. */
  issueToken(kind: TokenKind, arn: string, lifetimeMs: number, extra: Record<string, unknown> = {}) {
    const iat = Math.floor(this.now() / 1000);
    const exp = iat + Math.floor(lifetimeMs / 1000);
    const token = signJwt(this.#secret, { typ: kind, arn, iat, exp, iss: 'ksef-emulator', aud: 'ksef-emulator', ...extra });
    return { token, validUntil: this.timestamp(exp * 1000) };
  }

  decryptSymmetricKey(encrypted: Uint8Array, publicKeyId: string | null | undefined): Uint8Array | undefined {
    const key = this.keys.decrypt('SymmetricKeyEncryption', encrypted, publicKeyId);
    return key?.length === 32 ? new Uint8Array(key) : undefined;
  }

  collection<T>(name: string): Collection<T> {
    return this.#store.open<T>(name);
  }

  record(type: string, data: Readonly<Record<string, unknown>>): void {
    this.eventList.add({ ...data, type, timestamp: this.timestamp() });
  }

  processingDelayMs(): number {
    return this.processingDelay;
  }

  origin(): string {
    return this.#origin;
  }

  listensAt(origin: string): void {
    this.#origin = origin;
  }

  presign(path: string, validForMs: number): { url: string; expiresAt: string } {
    const name = path.replace(/^\/+/, '');
    const expires = this.now() + validForMs;
    const encoded = name.split('/').map(encodeURIComponent).join('/');
    const url = `${this.#origin}/_storage/${encoded}?expires=${expires}&signature=${this.#sign(name, expires)}`;
    return { url, expiresAt: this.timestamp(expires) };
  }

  /** Bytes behind a presigned address; undefined when signature or time do not hold, or nothing is there. */
  presigned(name: string, expires: number, signature: string): Uint8Array | undefined {
    const expected = Buffer.from(this.#sign(name, expires));
    const given = Buffer.from(signature);
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
    if (expires <= this.now()) return undefined;
    return this.blobs.get(name) ?? this.blobs.get(`/${name}`);
  }

  signXml(xml: string): string {
    return signXml(xml, this.collection<SealRecord>('seals'), this.#options.libraries, this.now());
  }

  /** Forgets everything but keys and the clock. */
  reset(): void {
    this.#store.clear(['server', 'keys', 'seals']);
    this.blobs.clear();
    this.eventList.clear();
    this.authDelay = this.#options.authDelayMs;
    this.processingDelay = this.#options.processingDelayMs;
  }

  #sign(name: string, expires: number): string {
    return createHmac('sha256', this.#secret).update(`${expires}:${name}`).digest('hex');
  }

  #claims(token: string): TokenClaims | undefined {
    return readJwt(this.#secret, token);
  }
}

function unauthorized(): Problem {
  return new Problem({ status: 401, description: 'Wymagane jest uwierzytelnienie.' });
}
