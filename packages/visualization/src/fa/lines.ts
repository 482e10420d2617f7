import { ChildrenOf } from '../document/children-of.js';
import { type Describer, describeChildren } from '../document/describe-element.js';
import { blocksOf, section } from '../document/sections.js';
import { tableOfLines } from '../document/table-of-lines.js';
import type { Section } from '../document/visual-document.js';

const lineColumns = [
  'NrWierszaFa',
  'P_7',
  'P_8B',
  'P_8A',
  'P_9A',
  'P_9B',
  'P_10',
  'P_12',
  'P_12_XII',
  'P_11',
  'P_11Vat',
  'P_11A',
];

const orderColumns = [
  'NrWierszaZam',
  'P_7Z',
  'P_8BZ',
  'P_8AZ',
  'P_9AZ',
  'P_12Z',
  'P_12Z_XII',
  'P_11NettoZ',
  'P_11VatZ',
];

/** The lines of the invoice, with net or gross amounts depending on the line. */
export function lines(fa: ChildrenOf, describer: Describer): Section[] {
  // FA (1) has its lines in a separate list, with counts and sums.
  const list = new ChildrenOf(fa.take('FaWiersze'));
  const elements = [...list.takeAll('FaWiersz'), ...fa.takeAll('FaWiersz')];
  return [
    section(
      'lines',
      ['Pozycje', 'Lines'],
      tableOfLines(elements, { columns: lineColumns, detailsColumn: 'P_7', mutedBy: 'StanPrzed' }, describer),
      ...blocksOf(describeChildren(list.takeRest(), describer)),
    ),
  ];
}

/** The order or contract that an advance is paid for. */
export function order(fa: ChildrenOf, describer: Describer): Section[] {
  const ordered = new ChildrenOf(fa.take('Zamowienie'));
  const elements = ordered.takeAll('ZamowienieWiersz');
  return [
    section(
      'order',
      ['Zamówienie lub umowa', 'Order or contract'],
      tableOfLines(
        elements,
        { columns: orderColumns, detailsColumn: 'P_7Z', mutedBy: 'StanPrzedZ' },
        describer,
      ),
      ...blocksOf(describeChildren(ordered.takeRest(), describer)),
    ),
  ];
}
