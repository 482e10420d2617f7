import type { Language } from '../options.js';
import { isNumberText } from '../text/format-number.js';
import type { Bilingual } from '../text/label.js';
import { pairLines } from '../text/pair-lines.js';
import { escapeHtml } from './escape-html.js';

/** Writes texts in the requested language: one, or both with `lang` marks. */
export class Words {
  constructor(readonly language: Language) {}

  /** As HTML. */
  html([pl, en]: Bilingual): string {
    if (this.language === 'pl' || pl === en) return escapeHtml(pl);
    if (this.language === 'en') return escapeHtml(en);
    return pairLines(pl, en)
      .map(([line, other]) =>
        line === other
          ? escapeHtml(line)
          : `${escapeHtml(line)} <span class="en" lang="en">${escapeHtml(other)}</span>`,
      )
      .join('\n');
  }

  /** A value as HTML. Numbers are not written twice. */
  value([pl, en]: Bilingual, isNumeric = false): string {
    if (this.language === 'en') return escapeHtml(en);
    return isNumeric || isNumberText(pl) ? escapeHtml(pl) : this.html([pl, en]);
  }

  /** As plain text, for titles and attributes. */
  plain([pl, en]: Bilingual): string {
    if (this.language === 'pl' || pl === en) return pl;
    return this.language === 'en' ? en : `${pl} / ${en}`;
  }
}
