import { IntegrityError } from '@ksef/core';
import type { SyncCheckpoint } from './checkpoint-store.js';

/**
 * A checkpoint from the JSON of a store.
 *
 * @param where beginning of the error message, e.g. the file's path
 * @throws IntegrityError `INVALID_CHECKPOINT`: starting over silently would deliver everything again
 * @example
 * ```ts
 * import { parseCheckpoint, type SyncCheckpoint } from '@ksef/export/checkpoints';
 *
 * declare function read(name: string): Promise<string | undefined>; // of your database
 * async function load(name: string): Promise<SyncCheckpoint | undefined> {
 *   const json = await read(name);
 *   return json === undefined ? undefined : parseCheckpoint(json, name);
 * }
 * ```
 */
export function parseCheckpoint(json: string, where: string): SyncCheckpoint {
  let read: unknown;
  try {
    read = JSON.parse(json);
  } catch {
    // Validated below.
  }
  return checkCheckpoint(read, where);
}

/** The same for a value that is already parsed. @throws IntegrityError `INVALID_CHECKPOINT` */
export function checkCheckpoint(read: unknown, where: string): SyncCheckpoint {
  const { version, from, delivered, caughtUpAt } = (read ?? {}) as Partial<SyncCheckpoint>;
  if (
    version === 1 &&
    typeof from === 'string' &&
    Array.isArray(delivered) &&
    delivered.every(isDelivered) &&
    (caughtUpAt === undefined || typeof caughtUpAt === 'string')
  ) {
    return read as SyncCheckpoint;
  }
  throw new IntegrityError(
    `${where} is not a checkpoint of this version. Fix it, or remove it to start over.`,
    { code: 'INVALID_CHECKPOINT' },
  );
}

function isDelivered(pair: unknown): boolean {
  return Array.isArray(pair) && pair.length === 2 && pair.every((text) => typeof text === 'string');
}
