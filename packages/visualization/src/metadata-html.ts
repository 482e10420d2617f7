import { checkOptions } from '@ksef/core/internal';
import { renderHtml } from './html/render-html.js';
import { metadataDocument } from './metadata/metadata-document.js';
import type { MetadataRow } from './metadata/metadata-row.js';
import { type ViewOptions, viewChecks, viewOf } from './options.js';

export type { MetadataParty, MetadataRow } from './metadata/metadata-row.js';

/**
 * A printable list of invoices, from KSeF's metadata.
 *
 * @throws InvalidInputError `INVALID_INPUT`, `INVALID_OPTION`
 * @example
 * ```ts
 * import { metadataHtml } from '@ksef/visualization';
 *
 * const html = metadataHtml([
 *   {
 *     ksefNumber: '5265877635-20260201-0100001AF629-AF',
 *     invoiceNumber: 'FV 1/2026',
 *     issueDate: '2026-02-01',
 *     seller: { nip: '5265877635', name: 'Sprzedawca' },
 *     grossAmount: '123.00',
 *     currency: 'PLN',
 *   },
 * ]);
 * ```
 */
export function metadataHtml(invoices: Iterable<MetadataRow>, options: ViewOptions = {}): string {
  checkOptions<ViewOptions>(options, viewChecks);
  return renderHtml(metadataDocument(invoices), viewOf(options));
}
