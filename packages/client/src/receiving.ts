import type { Api } from '@ksef/api';
import { type ContextIdentifier, contextKey } from '@ksef/core';
import type { ExportSlots, InvoiceFilters, QueryMetadataOptions } from '@ksef/export';
import type { CompleteOptions } from './complete-options.js';
import type { Ksef, KsefCallOptions, KsefExportOptions, KsefSyncOptions } from './ksef.js';

type Receiving = Pick<Ksef, 'invoice' | 'queryMetadata' | 'exportInvoices' | 'sync'>;

/** The receiving part of the facade. Its dependencies are loaded on first use. */
export function receiving(
  api: Api,
  complete: CompleteOptions,
  exportSlots: Map<string, ExportSlots>,
): Receiving {
  const load = () => import('@ksef/export');
  const loadFor = async (context: ContextIdentifier) => {
    const library = await load();
    const key = contextKey(context);
    const slots = exportSlots.get(key) ?? new library.ExportSlots();
    exportSlots.set(key, slots);
    return { ...library, slots };
  };
  const parts = {
    async invoice(number: string, options?: KsefCallOptions) {
      const { encryptor: _, ...call } = complete('invoice', options);
      return (await load()).getInvoice(api, number, call);
    },
    queryMetadata(filters: InvoiceFilters, options?: QueryMetadataOptions) {
      const { encryptor: _, ...call } = complete('queryMetadata', options);
      return later(async () => (await load()).queryMetadata(api, filters, call));
    },
    exportInvoices(filters: InvoiceFilters, options?: KsefExportOptions) {
      const all = complete('exportInvoices', options);
      return later(async () => {
        const { exportInvoices, slots } = await loadFor(all.context);
        return exportInvoices(api, filters, { slots, ...all });
      });
    },
    sync(options: KsefSyncOptions) {
      const all = complete('sync', options);
      return later(async () => {
        const { syncInvoices, slots } = await loadFor(all.context);
        return syncInvoices(api, { slots, ...all });
      });
    },
  };
  // Overloads of the facade narrow the type of `content`.
  return parts as Receiving;
}

async function* later<T>(open: () => Promise<AsyncGenerator<T, void>>): AsyncGenerator<T, void> {
  yield* await open();
}
