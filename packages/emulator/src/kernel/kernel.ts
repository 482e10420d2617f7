import type { BlobStore, Collection } from './collection.js';
import type { EmulatorOptions } from './emulator-options.js';
import type { EventData } from './event-log.js';
import type { OwnKeys } from './keys/own-keys.js';
/** What a presigned URL may be used for. */
export type PresignedMethod = 'GET' | 'PUT';

/** The query of a presigned URL. */
export interface PresignedQuery {
  readonly expires?: string;
  readonly signature?: string;
}

/** What every area of the emulator (sessions, invoices, …) stands on: clock, keys, storage and events. */
export interface Kernel {
  readonly options: EmulatorOptions;
  /** Milliseconds since 1970 by the emulator's own clock, which the control side moves. */
  now(): number;
  /** ISO 8601 with `+00:00`, of `now()` or of the given instant. */
  timestamp(ms?: number): string;
  /** Registers work that brings an area to the state it has at `now()`. */
  onCatchUp(work: () => void): void;
  /** Runs all registered work: before every request, and after the clock was moved. */
  catchUp(): void;
  /** Invoice processing time in milliseconds; the control side changes it. */
  processingDelayMs(): number;
  /** How long a login stays in progress, in milliseconds. */
  authDelayMs(): number;
  /** How long a new KSeF token stays pending, in milliseconds. */
  tokenActivationDelayMs(): number;
  readonly keys: OwnKeys;
  collection<T>(name: string): Collection<T>;
  readonly blobs: BlobStore;
  /** Folder for big files: in the state folder, or a temporary one that goes with the emulator. */
  workFolder(): string;
  /** Appends to the event list of the control side: what is known now, or at the time of reading. Never secrets. */
  record(type: string, data: EventData): void;
  /** A new reference number with this two-character type code, e.g. `SO`, `EE`, `EU`. */
  newReferenceNumber(typeCode: string): string;
  /** Absolute origin of this server, e.g. `http://127.0.0.1:8080`. */
  origin(): string;
  /** Signed, expiring URL under `/_storage/` for one method (`GET` unless given), used without a token. */
  presign(path: string, validForMs: number, method?: PresignedMethod): { url: string; expiresAt: string };
  /** Whether the query of a presigned URL holds for this method and path now. */
  isPresigned(path: string, query: PresignedQuery, method: PresignedMethod): boolean;
}
