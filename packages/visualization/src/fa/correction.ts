import type { ChildrenOf } from '../document/children-of.js';
import { type Describer, describeChildren } from '../document/describe-element.js';
import { blocksOf, section } from '../document/sections.js';
import { tableOfLines } from '../document/table-of-lines.js';
import type { Section } from '../document/visual-document.js';
import { partyCard } from './parties.js';

const names = [
  'PrzyczynaKorekty',
  'TypKorekty',
  'OkresFaKorygowanej',
  'NrFaKorygowany',
  'P_15ZK',
  'KursWalutyZK',
];

/** What a correction corrects, and why. */
export function correction(fa: ChildrenOf, describer: Describer): Section[] {
  const corrected = tableOfLines(
    fa.takeAll('DaneFaKorygowanej'),
    {
      columns: ['NrFaKorygowanej', 'DataWystFaKorygowanej', 'NrKSeFFaKorygowanej'],
      detailsColumn: 'NrFaKorygowanej',
      isCompact: true,
    },
    describer,
    ['Faktury korygowane', 'Corrected invoices'],
  );
  const formerParties = fa.takeAll('Podmiot1K', 'Podmiot2K').map((party) => partyCard(party, describer));
  const { fields, cards } = describeChildren(fa.takeAll(...names), describer);
  return [
    section(
      'correction',
      ['Korekta', 'Correction'],
      corrected,
      ...blocksOf({ fields, cards: [...cards, ...formerParties] }),
    ),
  ];
}
