import type { EmulatorInvoice } from './invoices.js';

/** Loaded with the first picture: nothing that the API answers depends on it. */
const library = () => import('@ksef/visualization');

/** An invoice as a page of HTML; undefined when its file cannot be shown. */
export async function invoicePicture(
  xml: Uint8Array,
  { ksefNumber, invoiceLink, invoicingMode }: EmulatorInvoice,
): Promise<string | undefined> {
  const { invoiceHtml } = await library();
  return shown(() =>
    invoiceHtml(xml, {
      language: 'both',
      isOffline: invoicingMode === 'Offline',
      ...(ksefNumber === null || invoiceLink === null ? {} : { ksefNumber, invoiceLink }),
    }),
  );
}

/** A receipt as a page of HTML. */
export async function receiptPicture(xml: Uint8Array): Promise<string | undefined> {
  const { upoHtml } = await library();
  return shown(() => upoHtml(xml, { language: 'both' }));
}

/** A document that is not an invoice cannot be shown as one. */
function shown(render: () => string): string | undefined {
  try {
    return render();
  } catch {
    return undefined;
  }
}
