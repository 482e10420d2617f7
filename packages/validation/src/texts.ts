/** The same sentence in English and Polish. */
export interface Texts {
  readonly en: string;
  readonly pl: string;
}
