import { InvalidInputError } from '@ksef/core';
import {
  bytes,
  expects,
  flag,
  invalidOption,
  nested,
  type OptionCheck,
  type OptionChecks,
  oneOf,
  required,
  text,
} from '@ksef/core/internal';
import type { Code } from './document/visual-document.js';

/** Display options of a document. */
export interface ViewOptions {
  /** `pl`, `en`, or `both` side by side. Default `pl`. */
  readonly language?: Language | undefined;
  /** Text across every page, such as `DUPLIKAT`. Default: none. */
  readonly watermark?: string | undefined;
  /** A picture at the top. Default: none. */
  readonly logo?: Logo | undefined;
  /** Colours instead of the defaults. */
  readonly colors?: Colors | undefined;
}

/** Display options of an invoice: data from KSeF or the issuer that is not in the file. */
export interface InvoiceViewOptions extends ViewOptions {
  /** The invoice's KSeF number, once it has one. It labels KOD I. */
  readonly ksefNumber?: string | undefined;
  /** The link of KOD I (`invoiceLink` of `@ksef/qr`). Its code is drawn. */
  readonly invoiceLink?: string | undefined;
  /** The link of KOD II (`certificateLink` of `@ksef/qr`), for an invoice issued offline. Its code is drawn. */
  readonly certificateLink?: string | undefined;
  /**
   * Whether the invoice was issued offline. KOD I is then labelled `OFFLINE` while the invoice has no KSeF number. The
   * file does not contain this: you or KSeF's metadata know.
   */
  readonly isOffline?: boolean | undefined;
}

export type Language = 'pl' | 'en' | 'both';

export interface Logo {
  /** The file's bytes. */
  readonly data: Uint8Array;
  readonly mimeType: 'image/png' | 'image/jpeg';
  /** Alternative text of the picture. */
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

const longestWatermark = 100;
const largestLogoBytes = 2_000_000;

const color: OptionCheck = expects(
  'a colour such as "#1f4e79"',
  (value) => typeof value === 'string' && /^#[0-9a-f]{6}$/i.test(value),
);
const link: OptionCheck = expects(
  'a link of KSeF’s verification page, as @ksef/qr makes it',
  (value) => typeof value === 'string' && /^https?:\/\/[^\s"'<>\\]{1,2000}$/.test(value),
);

/** Checks of the options of every document. */
export const viewChecks: OptionChecks<ViewOptions> = {
  language: oneOf('pl', 'en', 'both'),
  watermark: expects(
    `a text of at most ${longestWatermark} characters`,
    (value) => typeof value === 'string' && value.length <= longestWatermark,
  ),
  logo: nested<Logo>({
    data: required(bytes()),
    mimeType: required(oneOf('image/png', 'image/jpeg')),
    description: required(text),
  }),
  colors: nested<Colors>({ accent: color, text: color }),
};

/** Checks of the additional options of an invoice. */
export const invoiceViewChecks: OptionChecks<InvoiceViewOptions> = {
  ...viewChecks,
  ksefNumber: text,
  invoiceLink: link,
  certificateLink: link,
  isOffline: flag,
};

/** Checked options with defaults. @throws InvalidInputError `INVALID_OPTION` */
export function viewOf(options: InvoiceViewOptions): CheckedView {
  const { language = 'pl', watermark = '', logo, colors = {}, ksefNumber = '' } = options;
  if (logo !== undefined) checkLogo(logo);
  return {
    language,
    watermark,
    logo,
    colors: { accent: colors.accent ?? '#1f4e79', text: colors.text ?? '#1a1a1a' },
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
      throw new InvalidInputError(
        'KOD I is labelled with the KSeF number, or with OFFLINE. Give ksefNumber, or isOffline: true.',
        { code: 'INVALID_OPTION', input: 'invoiceLink' },
      );
    codes.push({
      title: ['Sprawdź fakturę w KSeF (KOD I)', 'Check the invoice in KSeF (KOD I)'],
      label,
      link: invoiceLink,
    });
  }
  if (certificateLink !== undefined)
    codes.push({
      title: ['Sprawdź wystawcę (KOD II)', 'Check the issuer (KOD II)'],
      label: 'CERTYFIKAT',
      link: certificateLink,
    });
  return codes;
}

function checkLogo({ data, mimeType }: Logo): void {
  const isPng = data[0] === 0x89 && data[1] === 0x50;
  const isJpeg = data[0] === 0xff && data[1] === 0xd8;
  if (!(mimeType === 'image/png' ? isPng : isJpeg))
    throw invalidOption('logo', 'a PNG or JPEG file, as its mimeType says');
  if (data.length > largestLogoBytes) throw invalidOption('logo', `at most ${largestLogoBytes} bytes`);
}
