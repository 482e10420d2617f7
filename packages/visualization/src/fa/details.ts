import type { XmlElement } from '@ksef/forms/xml';
import type { ChildrenOf } from '../document/children-of.js';
import { type Describer, describeChildren } from '../document/describe-element.js';
import { blocksOf, section } from '../document/sections.js';
import { tableOfLines } from '../document/table-of-lines.js';
import type { Section } from '../document/visual-document.js';

const headNames = [
  'P_1',
  'P_1M',
  'P_6',
  'OkresFa',
  'KodWaluty',
  'KursWalutyZ',
  'WZ',
  'FP',
  'TP',
  'ZwrotAkcyzy',
  'NrFaZaliczkowej',
];

/** The facts of the invoice: dates, currency, related documents; and its kind, unless its title contains it. */
export function details(fa: ChildrenOf, kind: XmlElement | undefined, describer: Describer): Section[] {
  const first = kind === undefined ? [] : [kind];
  const head = describeChildren([...first, ...fa.takeAll(...headNames)], describer);
  return [
    section(
      'details',
      ['Szczegóły', 'Details'],
      ...blocksOf(head),
      tableOfLines(
        fa.takeAll('FakturaZaliczkowa'),
        {
          columns: ['NrKSeFFaZaliczkowej', 'NrFaZaliczkowej', 'NrKSeFZN'],
          detailsColumn: 'NrKSeFFaZaliczkowej',
          isCompact: true,
        },
        describer,
        ['Faktury zaliczkowe', 'Advance invoices'],
      ),
      tableOfLines(
        fa.takeAll('ZaliczkaCzesciowa'),
        { columns: ['P_6Z', 'P_15Z', 'KursWalutyZW'], detailsColumn: 'P_6Z', isCompact: true },
        describer,
        ['Płatności zaliczkowe', 'Advance payments'],
      ),
      tableOfLines(
        fa.takeAll('DodatkowyOpis'),
        { columns: ['NrWiersza', 'Klucz', 'Wartosc'], detailsColumn: 'Klucz' },
        describer,
        ['Dodatkowy opis', 'Additional description'],
      ),
    ),
  ];
}
