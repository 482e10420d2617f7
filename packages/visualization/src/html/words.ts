import type { Language } from '../options.js';
import type { Bilingual } from '../text/label.js';
import { escape } from './escape.js';

/** Writes texts in the language that was asked for: one, or both with a mark of which is which. */
export class Words {
  constructor(readonly language: Language) {}

  /** As HTML. */
  html([pl, en]: Bilingual): string {
    if (this.language === 'pl' || pl === en) return escape(pl);
    if (this.language === 'en') return escape(en);
    return `${escape(pl)} <span class="en" lang="en">${escape(en)}</span>`;
  }

  /** A value as HTML: a number is not written twice. */
  value([pl, en]: Bilingual, isNumeric = false): string {
    if (this.language === 'en') return escape(en);
    return isNumeric || /^[-+]?[\d\u00a0]+(?:,\d+)?$/.test(pl) ? escape(pl) : this.html([pl, en]);
  }

  /** As plain text, for titles and attributes. */
  plain([pl, en]: Bilingual): string {
    if (this.language === 'pl' || pl === en) return pl;
    return this.language === 'en' ? en : `${pl} / ${en}`;
  }
}
