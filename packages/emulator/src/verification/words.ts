/** Languages of the verification pages. */
export const languages = ['pl', 'en'] as const;

export type Language = (typeof languages)[number];

/** A sentence in both. */
export type Words = Readonly<Record<Language, string>>;

/**
 * The language to answer in: that of the query, else the first of the browser's that there is, else Polish, as programs
 * look for the sentences of the Ministry's pages.
 */
export function chooseLanguage(asked: unknown, accepted: string | undefined): Language {
  const wanted = [asked, ...(accepted ?? '').split(',').map((one) => one.trim().slice(0, 2).toLowerCase())];
  return wanted.map((one) => languages.find((language) => language === one)).find(Boolean) ?? 'pl';
}
