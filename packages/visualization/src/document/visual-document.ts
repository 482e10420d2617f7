import type { Bilingual } from '../text/label.js';

/** A document for display, independent of the format: HTML or PDF. */
export interface VisualDocument {
  /** Its title: `Faktura korygująca`. */
  readonly kind: Bilingual;
  /** The label of its number: `Numer faktury`. */
  readonly numberLabel: Bilingual;
  /** Its own number. */
  readonly number: string;
  readonly sections: readonly Section[];
}

/** A part of a document, below a heading. */
export interface Section {
  /** In lower-case letters and dashes. */
  readonly id: string;
  readonly title: Bilingual;
  readonly blocks: readonly Block[];
}

export type Block = FieldsBlock | TotalBlock | CardsBlock | TableBlock | ParagraphsBlock | CodesBlock;

/** Names and values, in two columns if they are short. */
export interface FieldsBlock {
  readonly type: 'fields';
  readonly fields: readonly Field[];
}

/** The most important amounts. */
export interface TotalBlock {
  readonly type: 'total';
  readonly fields: readonly Field[];
}

/** Groups of fields, side by side if there is room. */
export interface CardsBlock {
  readonly type: 'cards';
  readonly cards: readonly Card[];
}

export interface TableBlock {
  readonly type: 'table';
  readonly caption?: Bilingual | undefined;
  /** As wide as its content, instead of as the page. */
  readonly isCompact?: boolean | undefined;
  /** Whether it sums up the previous content: aligned right, like the amounts. */
  readonly isSummary?: boolean | undefined;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
  /** Total rows below the others. */
  readonly footer?: readonly (readonly Cell[])[] | undefined;
}

export interface ParagraphsBlock {
  readonly type: 'paragraphs';
  readonly paragraphs: readonly string[];
}

/** The codes KOD I and KOD II. */
export interface CodesBlock {
  readonly type: 'codes';
  readonly codes: readonly Code[];
}

export interface Field {
  readonly label: Bilingual;
  readonly value: Bilingual;
  /** Whether it is especially important: the name of a party. */
  readonly isStrong?: boolean | undefined;
}

export interface Card {
  readonly title: Bilingual;
  readonly fields: readonly Field[];
  readonly cards: readonly Card[];
}

export interface Column {
  readonly title: Bilingual;
  readonly isNumeric: boolean;
  /** Whether it gets the remaining width: names, with further fields below them. */
  readonly isMain?: boolean | undefined;
}

export interface Cell {
  readonly value: Bilingual;
  /** Further fields of the same row, below the value. */
  readonly details?: readonly Field[] | undefined;
  /** Whether its row is no longer current, such as the state before a correction. */
  readonly isMuted?: boolean | undefined;
}

export interface Code {
  readonly title: Bilingual;
  /** Label below the code. */
  readonly label: string;
  readonly link: string;
}
