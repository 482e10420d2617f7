import { find, findAll, isMarked, textAt } from '../../../reading/elements.js';
import { faForms, type Rule } from '../../rule.js';

/** Line numbers are unique. Source: FA(3) brochure, NrWierszaFa. */
export const lineNumbers: Rule = {
  id: 'law-line-numbers',
  severity: 'error',
  forms: faForms,
  name: { en: 'Line numbers are unique', pl: 'Numery wierszy bez powtórzeń' },
  source: 'FA(3) brochure, NrWierszaFa',

  check(invoice, report) {
    const seen = new Map<string, Set<boolean>>();
    for (const line of findAll(invoice, 'Fa', 'FaWiersz')) {
      const number = textAt(line, 'NrWierszaFa');
      const isBefore = isMarked(line, 'StanPrzed');
      const states = seen.get(number) ?? new Set();
      if (number !== '' && states.has(isBefore))
        report(
          find(line, 'NrWierszaFa') ?? line,
          {
            en: `The line number ${number} occurs twice.`,
            pl: `Numer wiersza ${number} występuje dwa razy.`,
          },
          {
            en: 'Number the lines 1, 2, 3 …; only the state before a correction (StanPrzed) may share a number.',
            pl: 'Numeruj wiersze 1, 2, 3 …; tylko stan przed korektą (StanPrzed) może mieć ten sam numer.',
          },
        );
      states.add(isBefore);
      seen.set(number, states);
    }
  },
};
