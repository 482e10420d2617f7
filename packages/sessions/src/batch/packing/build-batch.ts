import { InvalidInputError } from '@ksef/core';
import {
  callback,
  checkOptions,
  isSignal,
  type OptionChecks,
  objectWith,
  observed,
  oneOf,
  required,
  someText,
} from '@ksef/core/internal';
import { checkInput, contentOf, type InvoiceInput } from '../../invoice/index.js';
import { SessionKey } from '../../opening/index.js';
import { checkThreads } from '../../runtime/index.js';
import type { PartStore } from '../parts/index.js';
import { type PackageLimits, packageLimitsCheck, resolveLimits } from './batch-limits.js';
import { BufferPool } from './buffer-pool.js';
import { newFormat } from './new-format.js';
import { type BuiltBatch, PackageBuilder } from './package-builder.js';
import { WorkThreads } from './work-threads.js';

/** Options of {@link buildBatch}. */
export interface BuildBatchOptions {
  /** Where the encrypted parts are stored. */
  readonly partStore: PartStore;
  /** Default `Zip`. */
  readonly compressionType?: 'Zip' | 'TarGz' | undefined;
  /** Default: a new one. Each package should have its own. */
  readonly key?: SessionKey | undefined;
  readonly limits?: PackageLimits | undefined;
  /** Prefix of the parts' names in the store. Default `part-`. */
  readonly prefix?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called while packing: bytes of the archive and invoices so far. */
  readonly onProgress?:
    | ((progress: { readonly sizeBytes: number; readonly invoiceCount: number }) => void)
    | undefined;
}

const checks: OptionChecks<BuildBatchOptions> = /* @__PURE__ */ Object.freeze({
  partStore: required(objectWith('create', 'read', 'list', 'remove')),
  compressionType: oneOf('Zip', 'TarGz'),
  key: objectWith('encrypt', 'withRaw'),
  limits: packageLimitsCheck,
  prefix: someText,
  signal: isSignal,
  onProgress: callback,
});

/**
 * Builds one package of invoices in one pass: archive, parts, encryption, hashes. Memory use does not depend on the
 * package size. The archive's bytes depend only on names and contents. The contents of the invoices are not read.
 *
 * @throws InvalidInputError `BATCH_FULL` when one package cannot hold them; `EMPTY_BATCH`, `INVALID_FILE_NAME`,
 * `DUPLICATE_FILE_NAME`, `INVOICE_TOO_LARGE`, `INVALID_OPTION`
 * @throws KsefError `NO_THREADS`
 * @example
 * ```ts
 * import { buildBatch, memoryPartStore } from '@ksef/sessions/batch';
 *
 * declare const xml: Uint8Array;
 * const partStore = memoryPartStore();
 * const { fileHash, parts } = await buildBatch([{ name: '1.xml', content: xml }], { partStore });
 * ```
 */
export async function buildBatch(
  source: AsyncIterable<InvoiceInput> | Iterable<InvoiceInput>,
  options: BuildBatchOptions,
): Promise<BuiltBatch> {
  checkOptions<BuildBatchOptions>(options, checks);
  const { partStore, compressionType = 'Zip', key = SessionKey.create(), prefix = 'part-', signal } = options;
  const limits = resolveLimits(options.limits ?? {}, compressionType);
  const onProgress = observed(options.onProgress);
  checkThreads();
  const threads = new WorkThreads();
  const builder = new PackageBuilder({
    key,
    format: await newFormat(compressionType),
    threads,
    pool: new BufferPool(),
    store: partStore,
    prefix,
    limits,
    signal,
    onWritten: (sizeBytes, invoiceCount) => onProgress({ sizeBytes, invoiceCount }),
  });
  try {
    for await (const input of source) {
      checkInput(input);
      if (await builder.add(input?.name ?? `${builder.size + 1}.xml`, contentOf(input))) continue;
      throw new InvalidInputError(
        `One package holds ${limits.invoices} invoices and ${limits.packageBytes} bytes: there are more.`,
        { code: 'BATCH_FULL', input: 'source' },
      );
    }
    return await builder.finish();
  } catch (error) {
    await builder.discard();
    throw error;
  } finally {
    await threads.close();
  }
}
