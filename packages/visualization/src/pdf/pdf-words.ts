import type { Field } from '../document/visual-document.js';
import type { Language } from '../options.js';
import type { Bilingual } from '../text/label.js';

const number = /^[-+]?[\d\u00a0]{1,60}(?:,\d{1,40})?$/;

/** Writes texts in the language that was asked for, as plain text. */
export class PdfWords {
  constructor(readonly language: Language) {}

  text([pl, en]: Bilingual): string {
    if (this.language === 'pl' || pl === en) return pl;
    return this.language === 'en' ? en : `${pl} / ${en}`;
  }

  /** A value: a number is not written twice. */
  value(value: Bilingual, isNumeric = false): string {
    if (this.language === 'both' && (isNumeric || number.test(value[0]))) return value[0];
    return this.text(value);
  }

  field({ label, value }: Field): string {
    return `${this.text(label)}: ${this.value(value)}`;
  }
}
