/** One text in the languages of the command. */
export interface Texts {
  readonly en: string;
  readonly pl: string;
}

/** The languages of the command. */
export type Language = keyof Texts;

/** The languages of the command, by their codes. */
export const languages: readonly Language[] = ['en', 'pl'];
