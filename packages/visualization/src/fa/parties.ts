import type { ChildrenOf } from '../document/children-of.js';
import { type Describer, describeElement } from '../document/describe-element.js';
import type { CardsBlock } from '../document/visual-document.js';

/** Seller, buyer and everybody else whom the invoice names, side by side. */
export function parties(invoice: ChildrenOf, describer: Describer): CardsBlock {
  const elements = invoice.takeAll('Podmiot1', 'Podmiot2', 'Podmiot3', 'PodmiotUpowazniony');
  return { type: 'cards', cards: elements.map((element) => describeElement(element, describer)) };
}
