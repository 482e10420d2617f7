import type { Api } from '@ksef/api';
import { contextKey, InvalidInputError, requireContext, toContext } from '@ksef/core';
import { checkOptions, observed, parseInstant, quoted } from '@ksef/core/internal';
import type { WithContent } from '../package/index.js';
import { sinceKsefBegan } from '../query/index.js';
import { ExportSlots } from '../run/index.js';
import { SubjectSync } from './subject-sync.js';
import { type SyncedInvoice, type SyncInvoicesOptions, syncChecks } from './sync-options.js';

/**
 * Receives new invoices up to KSeF's high-water mark, without gaps, even after crashes. Requesting the next invoice
 * acknowledges the previous one, and the checkpoint is saved then. After a crash the last invoice may come again, so a
 * consumer that stores by KSeF number has each exactly once. Leaving the loop does not acknowledge the last one.
 *
 * An invoice on which the context has two roles comes once in each.
 *
 * @throws InvalidInputError `INVALID_OPTION`, `INVALID_DATE_RANGE`, at once
 * @throws MissingContextError
 * @throws KsefStatusError IntegrityError TransportError as `runExport` and `readExport`, after new exports were tried
 * @example
 * ```ts
 * import type { Api } from '@ksef/api';
 * import { nip } from '@ksef/core';
 * import { fileCheckpoints, type SymmetricKeyEncryptor, syncInvoices } from '@ksef/export';
 *
 * declare const api: Api;
 * declare const encryptor: SymmetricKeyEncryptor; // EncryptionService of @ksef/crypto
 * declare function store(ksefNumber: string, xml: Uint8Array): Promise<void>;
 *
 * const received = syncInvoices(api, {
 *   encryptor,
 *   context: nip('5265877635'),
 *   subjectTypes: ['Subject2'],
 *   from: '2026-02-01T00:00:00+01:00',
 *   checkpointStore: fileCheckpoints('state'),
 * });
 * for await (const { ksefNumber, content } of received) {
 *   await store(ksefNumber, content);
 * }
 * ```
 */
export function syncInvoices(
  api: Api,
  options: SyncInvoicesOptions & WithContent,
): AsyncGenerator<SyncedInvoice<Uint8Array>, void>;
export function syncInvoices(api: Api, options: SyncInvoicesOptions): AsyncGenerator<SyncedInvoice, void>;
export function syncInvoices(api: Api, options: SyncInvoicesOptions): AsyncGenerator<SyncedInvoice, void> {
  checkOptions<SyncInvoicesOptions>(options, syncChecks);
  const { subjectTypes, from: given } = options;
  if (!Array.isArray(subjectTypes) || subjectTypes.length === 0 || subjectTypes.some((one) => !one)) {
    throw invalid(
      'subjectTypes',
      'must name at least one of Subject1, Subject2, Subject3, SubjectAuthorized',
    );
  }
  // An invalid Date has no text.
  const text = given instanceof Date ? (given.toJSON() ?? String(given)) : given;
  if (typeof text !== 'string' || parseInstant(text) === undefined) {
    throw new InvalidInputError(
      `from must be a Date, or a date and time such as 2026-02-01T00:00:00+01:00, not ${quoted(text)}.`,
      { code: 'INVALID_DATE_RANGE', input: 'from' },
    );
  }
  // Fixed now: an async generator otherwise runs in the context of its consumer. The name always includes the context,
  // because two contexts that share a checkpoint name would lose invoices.
  const context = options.context === undefined ? requireContext('syncInvoices') : toContext(options.context);
  const common = {
    ...options,
    from: sinceKsefBegan(text),
    context,
    slots: options.slots ?? new ExportSlots(),
  };
  const kind = options.onlyMetadata ? '/metadata' : '';
  const subjects = [...new Set(subjectTypes)].map(
    (subjectType) =>
      new SubjectSync(api, common, {
        subjectType,
        checkpointName: `${api.environment.name}/${contextKey(context)}/${subjectType}${kind}`,
      }),
  );
  return deliver(api, options, subjects);
}

async function* deliver(
  api: Api,
  options: SyncInvoicesOptions,
  subjects: readonly SubjectSync[],
): AsyncGenerator<SyncedInvoice, void> {
  const emit = observed(options.onEvent);
  for (;;) {
    const dueTimes: number[] = [];
    for (const subject of subjects) {
      yield* subject.deliver();
      dueTimes.push(await subject.dueAtMs());
    }
    if (!options.follow) return;
    const waitMs = Math.max(0, Math.min(...dueTimes) - api.clock.now());
    emit({ type: 'waiting', what: 'the next request for new invoices', waitMs });
    await api.clock.sleep(waitMs, options.signal);
  }
}

function invalid(input: string, why: string): InvalidInputError {
  return new InvalidInputError(`${input} ${why}.`, { code: 'INVALID_OPTION', input });
}
