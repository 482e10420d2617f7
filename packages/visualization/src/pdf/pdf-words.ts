import type { Field } from '../document/visual-document.js';
import type { Language } from '../options.js';
import { isNumberText } from '../text/format-number.js';
import type { Bilingual } from '../text/label.js';
import { pairLines } from '../text/pair-lines.js';

/** Writes texts in the language that was asked for, as plain text. */
export class PdfWords {
  constructor(readonly language: Language) {}

  text([pl, en]: Bilingual): string {
    if (this.language === 'pl' || pl === en) return pl;
    if (this.language === 'en') return en;
    return pairLines(pl, en)
      .map(([line, other]) => (line === other ? line : `${line} / ${other}`))
      .join('\n');
  }

  /** A value: a number is not written twice. */
  value(value: Bilingual, isNumeric = false): string {
    if (this.language === 'both' && (isNumeric || isNumberText(value[0]))) return value[0];
    return this.text(value);
  }

  field({ label, value }: Field): string {
    return `${this.text(label)}: ${this.value(value)}`;
  }
}
