import { decodeBase64, encodeBase64, InvalidInputError } from '@ksef/core';
import { checkKey, importSealingKey, openSealed, seal } from '@ksef/core/internal';

/** What fetching an export needs: its reference number, and the AES-256-CBC key and IV it is encrypted with. */
export interface ExportAccess {
  readonly referenceNumber: string;
  /** 32 bytes. A secret. */
  readonly key: Uint8Array;
  /** 16 bytes. */
  readonly iv: Uint8Array;
}

/** A started export. Its key is never logged: use `seal` to keep it. */
export class ExportHandle implements ExportAccess {
  readonly referenceNumber: string;
  readonly #key: Uint8Array;
  readonly #iv: Uint8Array;

  constructor(access: ExportAccess) {
    this.referenceNumber = access.referenceNumber;
    this.#key = access.key;
    this.#iv = access.iv;
  }

  get key(): Uint8Array {
    return this.#key;
  }

  get iv(): Uint8Array {
    return this.#iv;
  }

  /**
   * The handle as text, encrypted with a key of yours (AES-256-GCM, 32 bytes), for another process to fetch the export.
   *
   * @throws InvalidInputError `INVALID_KEY`
   */
  async seal(sealingKey: Uint8Array): Promise<string> {
    const plain = JSON.stringify({
      referenceNumber: this.referenceNumber,
      key: encodeBase64(this.#key),
      iv: encodeBase64(this.#iv),
    });
    return seal(await importSealKey(sealingKey), plain);
  }
}

/**
 * Opens the text that {@link ExportHandle.seal} returned.
 *
 * @throws InvalidInputError `UNSEAL_FAILED`, `INVALID_KEY`
 * @example
 * ```ts
 * import type { Api } from '@ksef/api';
 * import { type ExportHandle, readExport, unsealExport } from '@ksef/export';
 *
 * declare const api: Api;
 * declare const handle: ExportHandle; // of startExport
 * declare const sealingKey: Uint8Array; // 32 bytes, from your secret store
 *
 * const sealed = await handle.seal(sealingKey); // text, for another process
 * for await (const { ksefNumber } of readExport(api, await unsealExport(sealed, sealingKey))) console.log(ksefNumber);
 * ```
 */
export async function unsealExport(sealed: string, sealingKey: Uint8Array): Promise<ExportHandle> {
  const key = await importSealKey(sealingKey);
  try {
    const read = JSON.parse(await openSealed(key, sealed)) as Record<keyof ExportAccess, string>;
    return new ExportHandle({
      referenceNumber: read.referenceNumber,
      key: decodeBase64(read.key),
      iv: decodeBase64(read.iv),
    });
  } catch {
    throw new InvalidInputError('Could not open the sealed export: wrong key, or it was changed.', {
      code: 'UNSEAL_FAILED',
      input: 'sealed',
    });
  }
}

/** @throws InvalidInputError `INVALID_KEY` */
export function checkExportKey({ key, iv }: Omit<ExportAccess, 'referenceNumber'>): void {
  checkKey('key', key, 32, 'The key of an export');
  checkKey('iv', iv, 16, 'The IV of an export');
}

function importSealKey(sealingKey: Uint8Array): Promise<CryptoKey> {
  return importSealingKey('sealingKey', sealingKey, 'The key that seals an export');
}
