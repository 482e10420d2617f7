/** The same text in both languages. */
export type Bilingual = readonly [pl: string, en: string];

/**
 * The format of a field's value: unchanged, a number, an amount of money (with grosze), a bank account number, yes or
 * no, or the meaning of a code in the named list.
 */
export type ValueKind = 'text' | 'number' | 'amount' | 'account' | 'flag' | `code:${string}`;

/** The label of a field, and the format of its value. Without a kind: unchanged. */
export type Label = readonly [pl: string, en: string, kind?: ValueKind];

export type Labels = Readonly<Record<string, Label>>;
