/** The same text in both languages. */
export type Bilingual = readonly [pl: string, en: string];

/**
 * How a field's value is shown: as it stands, as a number, as an amount of money (with grosze), as the number of a bank
 * account, as yes or no, or as the meaning of a code of the list that is named.
 */
export type ValueKind = 'text' | 'number' | 'amount' | 'account' | 'flag' | `code:${string}`;

/** What a field is called, and how its value is shown. Without a kind: as it stands. */
export type Label = readonly [pl: string, en: string, kind?: ValueKind];

export type Labels = Readonly<Record<string, Label>>;
