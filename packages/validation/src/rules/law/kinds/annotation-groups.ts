import { find, isMarked } from '../../../reading/elements.js';
import { faForms, type Rule } from '../../rule.js';

/** Exemption, new means of transport and margin are stated completely. Source: VAT act, art. 106e(1)(19), (22), (2), (3). */
export const annotationGroups: Rule = {
  id: 'law-annotation-groups',
  severity: 'error',
  forms: faForms,
  name: {
    en: 'Exemption, new means of transport and margin are stated completely',
    pl: 'Kompletne adnotacje o zwolnieniu, nowych środkach transportu i marży',
  },
  source: 'VAT act, art. 106e(1)(19), (22), (2), (3)',

  check(invoice, report) {
    const annotations = find(invoice, 'Fa', 'Adnotacje');
    if (annotations === undefined) return;
    for (const { group, marker, none, one, all } of groups) {
      const element = find(annotations, group);
      if (element === undefined) continue;
      const isSet = isMarked(element, marker);
      const count = one.filter((name) => find(element, name) !== undefined).length;
      const isComplete = isSet
        ? !isMarked(element, none) &&
          (one.length === 0 || count === 1) &&
          all.every((name) => find(element, name))
        : isMarked(element, none) && count === 0;
      if (isComplete) continue;
      const needed = [...all, ...(one.length === 0 ? [] : [one.join(' | ')])].join(', ');
      report(
        element,
        {
          en: `${group} is incomplete: ${marker} 1 with ${needed}, or ${none} 1 alone.`,
          pl: `${group} jest niekompletne: ${marker} 1 oraz ${needed} albo samo ${none} 1.`,
        },
        { en: `State ${marker} completely, or ${none}.`, pl: `Uzupełnij ${marker} albo podaj ${none}.` },
      );
    }
  },
};

const groups = [
  { group: 'Zwolnienie', marker: 'P_19', none: 'P_19N', one: ['P_19A', 'P_19B', 'P_19C'], all: [] },
  {
    group: 'NoweSrodkiTransportu',
    marker: 'P_22',
    none: 'P_22N',
    one: [],
    all: ['P_42_5', 'NowySrodekTransportu'],
  },
  {
    group: 'PMarzy',
    marker: 'P_PMarzy',
    none: 'P_PMarzyN',
    one: ['P_PMarzy_2', 'P_PMarzy_3_1', 'P_PMarzy_3_2', 'P_PMarzy_3_3'],
    all: [],
  },
];
