import { amountAt } from '../../../reading/amounts.js';
import { currentLines } from '../../../reading/current-lines.js';
import { find, findAll, textAt, textOf } from '../../../reading/elements.js';
import { sumLines } from '../../../reading/rate-groups.js';
import type { Rule } from '../../rule.js';

/** Sums outside Poland and under reverse charge agree with the rates of the lines. Source: FA(3) brochure, P_13_8 to P_13_10. */
export const outsidePoland: Rule = {
  id: 'law-outside-poland',
  severity: 'warning',
  forms: ['fa3'],
  name: {
    en: 'Sums outside Poland and under reverse charge agree with the rates of the lines',
    pl: 'Sumy poza krajem i odwrotnego obciążenia zgodne ze stawkami wierszy',
  },
  source: 'FA(3) brochure, P_13_8 to P_13_10',

  check(invoice, report) {
    const fa = find(invoice, 'Fa');
    if (fa === undefined) return;
    const rates = new Set(findAll(fa, 'FaWiersz', 'P_12').map(textOf));
    if (rates.size === 0) return;
    for (const [name, rate] of pairs) {
      const sum = find(fa, name);
      if (rates.has(rate) === (sum !== undefined)) continue;
      // Nothing may be left out, and zero may be written.
      const lines = sumLines(fa, rate);
      if (sum === undefined ? lines.isComplete && lines.sum.eq(0) : amountAt(sum)?.eq(0)) continue;
      report(
        sum ?? fa,
        {
          en:
            sum === undefined
              ? `Lines have the rate ${rate}, but ${name} is missing.`
              : `${name} is stated, but no line has the rate ${rate}.`,
          pl:
            sum === undefined
              ? `Wiersze mają stawkę ${rate}, ale brakuje ${name}.`
              : `Podano ${name}, ale żaden wiersz nie ma stawki ${rate}.`,
        },
        { en: `Make ${name} agree with the lines.`, pl: `Uzgodnij ${name} z wierszami.` },
      );
    }
    const marker = find(fa, 'Adnotacje', 'P_18');
    const isReverseCharge = currentLines(fa).some((line) => textAt(line, 'P_12') === 'oo');
    if (marker !== undefined && isReverseCharge && textOf(marker) === '2')
      report(
        marker,
        {
          en: 'Lines have the rate oo, but P_18 (reverse charge) is 2.',
          pl: 'Wiersze mają stawkę oo, ale P_18 (odwrotne obciążenie) ma wartość 2.',
        },
        { en: 'Set P_18 to 1.', pl: 'Wpisz P_18 1.' },
      );
  },
};

const pairs = [
  ['P_13_8', 'np I'],
  ['P_13_9', 'np II'],
  ['P_13_10', 'oo'],
] as const;
