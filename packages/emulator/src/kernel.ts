import type { ContextIdentifier } from '@ksef/core';
import type { FastifyRequest } from 'fastify';

/** One named set of records, in memory or mirrored to the state folder. */
export interface Collection<T> {
  get(key: string): T | undefined;
  set(key: string, value: T): void;
  delete(key: string): void;
  values(): IterableIterator<T>;
  readonly size: number;
}

/** Bytes by name: invoices, receipts. In memory or as files in the state folder. */
export interface BlobStore {
  put(key: string, bytes: Uint8Array): void;
  get(key: string): Uint8Array | undefined;
}

/** Who makes an authenticated request, read from its access token. */
export interface Principal {
  readonly context: ContextIdentifier;
  readonly authReferenceNumber: string;
  /** Permissions held, e.g. `InvoiceWrite`; owners hold all. */
  readonly permissions: readonly string[];
  /** Reference number of the KSeF token used to log in, if one was. */
  readonly ksefTokenReferenceNumber?: string;
}

/** What a presigned URL may be used for. */
export type PresignedMethod = 'GET' | 'PUT';

/** The query of a presigned URL. */
export interface PresignedQuery {
  readonly expires?: string;
  readonly signature?: string;
}

/** What the areas of the emulator (sessions, invoices, …) stand on. */
export interface Kernel {
  /** Milliseconds since 1970 by the emulator's own clock, which the control side moves. */
  now(): number;
  /** ISO 8601 with `+00:00`, of `now()` or of the given instant. */
  timestamp(ms?: number): string;
  /** A new reference number with this two-character type code, e.g. `SO`, `EE`, `EU`. */
  newReferenceNumber(typeCode: string): string;
  /** Throws 401 or 403 problems; checks token kind, expiry and the allowed-IP policy. */
  authenticate(request: FastifyRequest): Principal;
  /**
   * The 32-byte AES key, or undefined when it cannot be decrypted. Throws problem 21470 when `publicKeyId` is
   * unknown for symmetric keys or withdrawn.
   */
  decryptSymmetricKey(encrypted: Uint8Array, publicKeyId: string | null | undefined): Uint8Array | undefined;
  collection<T>(name: string): Collection<T>;
  readonly blobs: BlobStore;
  /** Appends to the event list of the control side. Never secrets. */
  record(type: string, data: Readonly<Record<string, unknown>>): void;
  /** Invoice processing time in milliseconds; the control side changes it. */
  processingDelayMs(): number;
  /** Absolute origin of this server, e.g. `http://127.0.0.1:8080`. */
  origin(): string;
  /** Signed, expiring URL under `/_storage/` for one method (`GET` unless given), used without a token. */
  presign(path: string, validForMs: number, method?: PresignedMethod): { url: string; expiresAt: string };
  /** Whether the query of a presigned URL holds for this method and path now. */
  isPresigned(path: string, query: PresignedQuery, method: PresignedMethod): boolean;
  /** Folder for big files: in the state folder, or a temporary one that goes with the emulator. */
  workFolder(): string;
  /** Signs an XML document as KSeF does (enveloped XAdES/XMLDSig by the emulator's own certificate). */
  signXml(xml: string): Promise<string>;
}

/** A refusal with KSeF's real code and body; the server writes it in the format the client asked for. */
export class Problem extends Error {
  readonly status: number;
  readonly code: number | undefined;
  readonly description: string;
  readonly details: readonly string[];
  readonly reasonCode: string | undefined;
  readonly security: Readonly<Record<string, unknown>> | undefined;

  constructor(options: {
    status: number;
    code?: number;
    description: string;
    details?: readonly string[];
    reasonCode?: string;
    security?: Readonly<Record<string, unknown>>;
  }) {
    const { status, code = '', description, details = [] } = options;
    super([`${status} ${code} ${description}`, ...details].join(' '));
    this.name = 'Problem';
    this.status = options.status;
    this.code = options.code;
    this.description = options.description;
    this.details = options.details ?? [];
    this.reasonCode = options.reasonCode;
    this.security = options.security;
  }
}
