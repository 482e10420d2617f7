import { dirname, join } from 'node:path';
import type { Call } from '../../command/call.js';
import type { Run } from '../../command/command-spec.js';
import { type InputFile, readInputs, stem } from '../../files/read-inputs.js';
import { inFolder, isFolder, writeWhole } from '../../files/write-output.js';
import { linkOf } from './invoice-link-of.js';

interface Options {
  readonly language: 'pl' | 'en' | 'both';
  readonly ksefNumber?: string;
  readonly invoiceLink?: string;
  readonly isOffline?: boolean;
}
type Render = (bytes: Uint8Array, options: Options) => string | Uint8Array | Promise<string | Uint8Array>;

/** `ksef pdf`. */
export const pdf: Run = async (call) => {
  const { invoicePdf, upoPdf } = await import('@ksef/visualization/pdf');
  return render(call, 'pdf', invoicePdf, upoPdf);
};

/** `ksef html`. */
export const html: Run = async (call) => {
  const { invoiceHtml, upoHtml } = await import('@ksef/visualization');
  return render(call, 'html', invoiceHtml, upoHtml);
};

async function render(call: Call, extension: string, invoice: Render, receipt: Render): Promise<undefined> {
  const isReceipt = call.flag('upoDocument');
  const language = (call.text('viewLang') ?? 'pl') as Options['language'];
  const out = call.text('out');
  const isIntoFolder =
    out !== undefined && (call.args.length > 1 || (await isFolder(out)) || (await isFolder(call.arg(0))));
  for await (const input of readInputs(call)) {
    const rendered = isReceipt
      ? await receipt(input.content, { language })
      : await invoice(input.content, { language, ...(await numbersOf(call, input)) });
    if (out === undefined && input.name === '-') {
      await call.out.write(rendered);
      continue;
    }
    const name = `${stem(input.name)}.${extension}`;
    const file =
      out === undefined ? join(dirname(input.name), name) : isIntoFolder ? inFolder(out, name) : out;
    await writeWhole(file, rendered);
    await call.out.line(call.out.isJson ? JSON.stringify({ name: input.name, file }) : file);
  }
  return undefined;
}

/** The KSeF number that is known: given, or the name of the file, as `sync` and `get` write it. */
async function numbersOf(call: Call, { name, content }: InputFile): Promise<Omit<Options, 'language'>> {
  const named = stem(name);
  const ksefNumber =
    call.text('ksefNumber') ?? (/^\d{10}-\d{8}-[0-9A-F]{12}-[0-9A-F]{2}$/.test(named) ? named : undefined);
  const isOffline = call.flag('offline');
  // The code stands above the KSeF number, or the word OFFLINE.
  const hasCode = call.options.qr !== false && (ksefNumber !== undefined || isOffline);
  const invoiceLink = hasCode ? await linkOf(call, content) : undefined;
  return {
    ...(isOffline ? { isOffline } : {}),
    ...(ksefNumber === undefined ? {} : { ksefNumber }),
    ...(invoiceLink === undefined ? {} : { invoiceLink }),
  };
}
