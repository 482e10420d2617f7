import { findAll, isMarked, textAt } from '../../../reading/elements.js';
import type { Rule } from '../../rule.js';

/** A corrected invoice has a KSeF number or is marked as issued outside KSeF. Source: FA(3) brochure, DaneFaKorygowanej. */
export const correctedNumber: Rule = {
  id: 'law-corrected-number',
  severity: 'error',
  forms: ['fa2', 'fa3', 'faRr1'],
  name: {
    en: 'A corrected invoice has a KSeF number or is marked as issued outside KSeF',
    pl: 'Numer KSeF faktury korygowanej albo znacznik wystawienia poza KSeF',
  },
  source: 'FA(3) brochure, DaneFaKorygowanej',

  check(invoice, report, { form }) {
    const body = form === 'faRr1' ? 'FakturaRR' : 'Fa';
    for (const corrected of findAll(invoice, body, 'DaneFaKorygowanej')) {
      const inKsef = isMarked(corrected, 'NrKSeF') && textAt(corrected, 'NrKSeFFaKorygowanej') !== '';
      const outside = isMarked(corrected, 'NrKSeFN');
      const isWhole = isMarked(corrected, 'NrKSeF') === (textAt(corrected, 'NrKSeFFaKorygowanej') !== '');
      if (inKsef !== outside && isWhole) continue;
      report(
        corrected,
        {
          en: 'A corrected invoice has either NrKSeF 1 with its KSeF number, or NrKSeFN 1.',
          pl: 'Faktura korygowana ma albo NrKSeF 1 z numerem KSeF, albo NrKSeFN 1.',
        },
        {
          en: 'Give NrKSeF and NrKSeFFaKorygowanej, or NrKSeFN if it was issued outside KSeF.',
          pl: 'Podaj NrKSeF i NrKSeFFaKorygowanej albo NrKSeFN, jeśli wystawiono ją poza KSeF.',
        },
      );
    }
  },
};
