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
];

/** What the invoice is: number, kind, dates, currency, the documents it belongs to. */
export function details(
  fa: ChildrenOf,
  kind: XmlElement | undefined,
  number: XmlElement | undefined,
  describer: Describer,
): Section[] {
  const first = [number, kind].filter((element) => element !== undefined);
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
        },
        describer,
        ['Faktury zaliczkowe', 'Advance invoices'],
      ),
      tableOfLines(
        fa.takeAll('ZaliczkaCzesciowa'),
        { columns: ['P_6Z', 'P_15Z', 'KursWalutyZW'], detailsColumn: 'P_6Z' },
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
