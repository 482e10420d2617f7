import type { Bilingual } from './label.js';

const names = new Map<string, Bilingual>();

// Not in ISO 3166, so that Intl does not know them; the forms have them.
const otherCodes: Readonly<Record<string, Bilingual>> = {
  EL: ['Grecja', 'Greece'],
  XI: ['Irlandia Północna', 'Northern Ireland'],
};

/** A country's code with its name; the text itself if it is not a country code. */
export function countryName(code: string): Bilingual {
  if (!/^[A-Z]{2}$/.test(code)) return [code, code];
  const known = names.get(code);
  if (known !== undefined) return known;
  const found: Bilingual = [named(code, 'pl', 0), named(code, 'en', 1)];
  names.set(code, found);
  return found;
}

function named(code: string, locale: string, index: 0 | 1): string {
  const name =
    otherCodes[code]?.[index] ?? new Intl.DisplayNames(locale, { type: 'region', fallback: 'none' }).of(code);
  return name === undefined ? code : `${name} (${code})`;
}
