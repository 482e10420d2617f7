import { invoiceLinkOf } from '@ksef/qr/invoice';
import { invoiceHtml } from '@ksef/visualization';
import { z } from 'zod';
import { documentInput, type FoundDocument, findDocument } from './find-document.js';
import { type Desk, defineTool } from './tool.js';

const mimeTypes = { pdf: 'application/pdf', html: 'text/html', xml: 'application/xml' } as const;

export const render = defineTool({
  name: 'render_invoice',
  title: 'Show an invoice as people know it',
  description:
    'Makes a PDF or HTML page of an invoice, or gives its XML, as a document for the user. Read its data with read_invoice instead.',
  needsKsef: false,
  input: {
    ...documentInput,
    format: z.enum(['pdf', 'html', 'xml']).default('pdf'),
    language: z.enum(['pl', 'en', 'both']).default('pl'),
  },
  async run(desk, { format, language, ...named }, { signal }) {
    const found = await findDocument(desk, named, signal);
    const bytes = format === 'xml' ? found.bytes : await picture(desk, found, format, language);
    const link = await desk.shelf.publish({
      name: `${found.name}.${format}`,
      mimeType: mimeTypes[format],
      bytes,
    });
    return {
      about: 'The document is at the link. Show the link to the user.',
      data: { ...link, sizeBytes: bytes.length },
      links: [link],
    };
  },
});

async function picture(
  desk: Desk,
  { bytes, ksefNumber }: FoundDocument,
  format: 'pdf' | 'html',
  language: 'pl' | 'en' | 'both',
): Promise<Uint8Array> {
  const known =
    ksefNumber === undefined
      ? {}
      : {
          ksefNumber,
          invoiceLink: await invoiceLinkOf(bytes, { environment: (await desk.ksef()).environment }),
        };
  if (format === 'html') return new TextEncoder().encode(await invoiceHtml(bytes, { language, ...known }));
  const { invoicePdf } = await import('@ksef/visualization/pdf');
  return invoicePdf(bytes, { language, ...known });
}
