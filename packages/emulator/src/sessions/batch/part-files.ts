import { join } from 'node:path';
import type { Kernel } from '../../kernel/index.js';
import type { BatchPartRecord, SessionRecord } from '../records.js';

/** Where the parts and the package of a session lie. */
export function packageFolder(kernel: Kernel, session: SessionRecord): string {
  return join(kernel.workFolder(), 'batches', session.referenceNumber);
}

/** Where an uploaded part lies, encrypted. */
export function partFile(kernel: Kernel, session: SessionRecord, part: BatchPartRecord): string {
  return join(packageFolder(kernel, session), `${part.ordinalNumber}.part`);
}
