import type { Api } from '@ksef/api';
import { KsefError } from '@ksef/core';
import { checkOptions, type OptionChecks, parseInstant, pickOptions, withOffset } from '@ksef/core/internal';
import type { ExportedInvoice } from '../archive/index.js';
import {
  BoundaryDuplicates,
  cutRange,
  type InvoiceDateRange,
  type InvoiceFilters,
  readFilters,
} from '../query/index.js';
import type { ExportPackage } from '../run/index.js';
import { type RunExportOptions, runExport, runExportChecks } from '../run/index.js';
import { type ReadExportOptions, readExportChecks, readPackage } from './read-export.js';

/** Options of {@link exportInvoices}. */
export type ExportInvoicesOptions = RunExportOptions & Omit<ReadExportOptions, 'package'>;

const { package: _package, ...readChecks } = readExportChecks;

/** What each option must be. */
export const exportInvoicesChecks: OptionChecks<ExportInvoicesOptions> = {
  ...readChecks,
  ...runExportChecks,
};

/** An export with contents: every invoice has its content. */
export interface WithContent {
  readonly onlyMetadata?: false | undefined;
}

/**
 * All matching invoices, each once, in as many exports as it takes: across KSeF's caps (10 000 invoices or 1 GB a
 * package) and across ranges longer than 100 days.
 *
 * @throws InvalidInputError `INVALID_FILTERS`, `INVALID_DATE_RANGE`, at once
 * @throws KsefError `RESULT_CAPPED` when more invoices share one date than fit into a package
 * @throws KsefStatusError IntegrityError TransportError as `runExport` and `readExport`
 * @example
 * ```ts
 * import type { Api } from '@ksef/api';
 * import { exportInvoices, type SymmetricKeyEncryptor } from '@ksef/export';
 *
 * declare const api: Api;
 * declare const encryptor: SymmetricKeyEncryptor; // EncryptionService of @ksef/crypto
 * const dateRange = { dateType: 'Issue', from: '2026-02-01T00:00:00+01:00', to: '2026-02-28T23:59:59+01:00' };
 * for await (const { ksefNumber, content } of exportInvoices(api, { subjectType: 'Subject1', dateRange }, { encryptor
 * })) {
 *   console.log(ksefNumber, content.length);
 * }
 * ```
 */
export function exportInvoices(
  api: Api,
  filters: InvoiceFilters,
  options: ExportInvoicesOptions & WithContent,
): AsyncGenerator<ExportedInvoice<Uint8Array>, void>;
export function exportInvoices(
  api: Api,
  filters: InvoiceFilters,
  options: ExportInvoicesOptions,
): AsyncGenerator<ExportedInvoice, void>;
export function exportInvoices(
  api: Api,
  filters: InvoiceFilters,
  options: ExportInvoicesOptions,
): AsyncGenerator<ExportedInvoice, void> {
  checkOptions<ExportInvoicesOptions>(options, exportInvoicesChecks);
  return exportAll(api, readFilters(filters), options);
}

async function* exportAll(
  api: Api,
  filters: InvoiceFilters,
  options: ExportInvoicesOptions,
): AsyncGenerator<ExportedInvoice, void> {
  const runOptions = pickOptions<RunExportOptions>(options, runExportChecks);
  const seen = new BoundaryDuplicates();
  for (const piece of cutRange(filters.dateRange, api.clock.now())) {
    for (let range: InvoiceDateRange | undefined = piece; range !== undefined; ) {
      seen.startQuery();
      const finished = await runExport(api, { ...filters, dateRange: range }, runOptions);
      const reading = { ...options, package: finished.package };
      for await (const invoice of readPackage(api, finished.handle, reading, !options.onlyMetadata)) {
        if (seen.isNew(invoice.ksefNumber)) yield invoice;
      }
      range = remainingRange(range, finished.package);
    }
  }
}

/** The range that a truncated package left out; undefined when it was complete. @throws KsefError `RESULT_CAPPED` */
export function remainingRange(range: InvoiceDateRange, found: ExportPackage): InvoiceDateRange | undefined {
  if (!found.isTruncated) return undefined;
  const last = found.lastPermanentStorageDate ?? found.lastInvoicingDate ?? found.lastIssueDate;
  const from = last?.length === 10 ? withOffset(`${last}T00:00:00`) : last;
  const instant = from == null ? undefined : parseInstant(from);
  if (from != null && instant !== undefined && instant > (parseInstant(range.from) ?? 0n)) {
    return { ...range, from };
  }
  throw new KsefError(
    `More invoices have the ${range.dateType} date ${last ?? range.from} than KSeF packs. Narrow the filters, or use another date.`,
    { code: 'RESULT_CAPPED' },
  );
}
