import { find, textOf } from '../../../reading/elements.js';
import { faForms, type Rule } from '../../rule.js';

/**
 * Corrections, advances and settlements refer to the documents they belong to. Source: VAT act, art. 106j, 106b(1)(4),
 * 106f.
 */
export const kindNeeds: Rule = {
  id: 'law-kind-needs',
  severity: 'error',
  forms: faForms,
  name: {
    en: 'Corrections, advances and settlements name what they belong to',
    pl: 'Korekty, zaliczki i rozliczenia wskazują dokument powiązany',
  },
  source: 'VAT act, art. 106j, 106b(1)(4), 106f',

  check(invoice, report) {
    const fa = find(invoice, 'Fa');
    const kind = fa && find(fa, 'RodzajFaktury');
    if (fa === undefined || kind === undefined) return;
    const needed = needs[textOf(kind)];
    if (needed === undefined || find(fa, needed) !== undefined) return;
    report(
      kind,
      {
        en: `An invoice of the kind ${textOf(kind)} needs ${needed}.`,
        pl: `Faktura rodzaju ${textOf(kind)} wymaga elementu ${needed}.`,
      },
      { en: `Add ${needed}.`, pl: `Dodaj ${needed}.` },
    );
  },
};

const needs: Readonly<Record<string, string>> = {
  KOR: 'DaneFaKorygowanej',
  KOR_ZAL: 'DaneFaKorygowanej',
  KOR_ROZ: 'DaneFaKorygowanej',
  ZAL: 'Zamowienie',
  ROZ: 'FakturaZaliczkowa',
};
