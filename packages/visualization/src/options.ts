import { InvalidInputError } from '@ksef/core';
import type { Code } from './document/visual-document.js';

/** How a document is shown. */
export interface ViewOptions {
  /** `pl`, `en`, or `both` side by side. Default `pl`. */
  readonly language?: Language | undefined;
  /** Text across every page, such as `DUPLIKAT`. Default none. */
  readonly watermark?: string | undefined;
  /** A picture at the top. Default none. */
  readonly logo?: Logo | undefined;
  /** Colours instead of the defaults. */
  readonly colors?: Colors | undefined;
}

/** How an invoice is shown: beside what is in its file, what KSeF or the issuer knows of it. */
export interface InvoiceViewOptions extends ViewOptions {
  /** The invoice's KSeF number, once it has one. It labels KOD I. */
  readonly ksefNumber?: string | undefined;
  /** The link of KOD I (`invoiceLink` of `@ksef/qr`). Its code is drawn. */
  readonly invoiceLink?: string | undefined;
  /** The link of KOD II (`certificateLink` of `@ksef/qr`), for an invoice issued offline. Its code is drawn. */
  readonly certificateLink?: string | undefined;
  /**
   * Whether the invoice was issued offline. While it has no KSeF number, KOD I is then labelled `OFFLINE`. Nothing in
   * the file says so: you or KSeF's metadata know.
   */
  readonly isOffline?: boolean | undefined;
}

export type Language = 'pl' | 'en' | 'both';

export interface Logo {
  /** The file's bytes. */
  readonly data: Uint8Array;
  readonly mimeType: 'image/png' | 'image/jpeg';
  /** What the picture shows, for those who do not see it. */
  readonly description: string;
}

/** Colours as `#rrggbb`. */
export interface Colors {
  /** Headings, lines and table heads. */
  readonly accent?: string | undefined;
  readonly text?: string | undefined;
}

/** View options with their defaults. */
export interface CheckedView {
  readonly language: Language;
  readonly watermark: string;
  readonly logo: Logo | undefined;
  readonly colors: { readonly accent: string; readonly text: string };
  readonly codes: readonly Code[];
  readonly ksefNumber: string;
}

const languages = ['pl', 'en', 'both'];
const known = [
  'language',
  'watermark',
  'logo',
  'colors',
  'ksefNumber',
  'invoiceLink',
  'certificateLink',
  'isOffline',
  'archive',
  'receipt',
];
const longestWatermark = 100;
const largestLogoBytes = 2_000_000;

/** @throws InvalidInputError `INVALID_OPTION` */
export function checkView(options: InvoiceViewOptions): CheckedView {
  for (const name of Object.keys(options)) {
    if (!known.includes(name)) throw invalid(name, `Unknown option "${shorten(name)}".`);
  }
  const { language = 'pl', watermark = '', logo, colors = {}, ksefNumber = '' } = options;
  if (!languages.includes(language)) throw invalid('language', 'The language must be "pl", "en" or "both".');
  if (typeof watermark !== 'string' || watermark.length > longestWatermark)
    throw invalid('watermark', `The watermark must be a text of at most ${longestWatermark} characters.`);
  if (typeof ksefNumber !== 'string') throw invalid('ksefNumber', 'The KSeF number must be a text.');
  return {
    language,
    watermark,
    logo: logo === undefined ? undefined : checkLogo(logo),
    colors: { accent: color(colors, 'accent', '#1f4e79'), text: color(colors, 'text', '#1a1a1a') },
    codes: codesOf(options, ksefNumber),
    ksefNumber,
  };
}

function codesOf(
  { invoiceLink, certificateLink, isOffline = false }: InvoiceViewOptions,
  ksefNumber: string,
): Code[] {
  const codes: Code[] = [];
  if (invoiceLink !== undefined) {
    const label = ksefNumber !== '' ? ksefNumber : isOffline ? 'OFFLINE' : '';
    if (label === '')
      throw invalid(
        'invoiceLink',
        'KOD I is labelled with the KSeF number, or with OFFLINE. Give ksefNumber, or isOffline: true.',
      );
    codes.push({
      title: ['Sprawdź fakturę w KSeF (KOD I)', 'Check the invoice in KSeF (KOD I)'],
      label,
      link: checkLink(invoiceLink, 'invoiceLink'),
    });
  }
  if (certificateLink !== undefined)
    codes.push({
      title: ['Sprawdź wystawcę (KOD II)', 'Check the issuer (KOD II)'],
      label: 'CERTYFIKAT',
      link: checkLink(certificateLink, 'certificateLink'),
    });
  return codes;
}

function checkLink(link: string, name: string): string {
  if (typeof link !== 'string' || !/^https?:\/\/[^\s"'<>\\]{1,2000}$/.test(link))
    throw invalid(
      name,
      `The option ${name} must be a link of KSeF's verification page, as @ksef/qr makes it.`,
    );
  return link;
}

function checkLogo(logo: Logo): Logo {
  const { data, mimeType, description } = logo;
  const isPng = data?.[0] === 0x89 && data[1] === 0x50;
  const isJpeg = data?.[0] === 0xff && data[1] === 0xd8;
  if (!(mimeType === 'image/png' && isPng) && !(mimeType === 'image/jpeg' && isJpeg))
    throw invalid('logo', 'The logo must be a PNG or JPEG file, and its mimeType must say which.');
  if (data.length > largestLogoBytes)
    throw invalid('logo', `The logo has ${data.length} bytes. At most ${largestLogoBytes} are allowed.`);
  if (typeof description !== 'string') throw invalid('logo', 'The logo needs a description.');
  return logo;
}

function color(colors: Colors, name: 'accent' | 'text', otherwise: string): string {
  const value = colors[name] ?? otherwise;
  if (typeof value !== 'string' || !/^#[0-9a-f]{6}$/i.test(value))
    throw invalid('colors', `The colour ${name} must be written as "#rrggbb".`);
  return value;
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

function invalid(input: string, message: string): InvalidInputError {
  return new InvalidInputError(message, { code: 'INVALID_OPTION', input });
}
