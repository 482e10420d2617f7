import type { ExportObserver } from '../export-event.js';
import type { ExportAccess } from '../run/index.js';
import type { PackagePart, PartMismatch } from './part-check.js';
import type { PartDigest } from './part-digest.js';
import type { SpoolFile } from './spool-file.js';

/** What downloading a part needs. */
export interface PartDownload {
  readonly access: ExportAccess;
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly stallTimeoutMs: number;
  readonly emit: ExportObserver;
  digest(file: SpoolFile): PartDigest;
  acceptMismatch?: ((mismatch: PartMismatch) => boolean | Promise<boolean>) | undefined;
  /** A valid link; a different one than `stale`, if given. */
  link(ordinalNumber: number, stale?: string): Promise<Pick<PackagePart, 'method' | 'url'>>;
}
