import type { XmlElement } from '@ksef/forms/xml';
import { ChildrenOf } from '../document/children-of.js';
import { type Describer, describeChildren, titleOf } from '../document/describe-element.js';
import type { Card, CardsBlock } from '../document/visual-document.js';

/** Seller, buyer and all other parties of the invoice, side by side. */
export function parties(invoice: ChildrenOf, describer: Describer): CardsBlock {
  const elements = invoice.takeAll('Podmiot1', 'Podmiot2', 'Podmiot3', 'PodmiotUpowazniony');
  return { type: 'cards', cards: elements.map((element) => partyCard(element, describer)) };
}

/** A party with its names and numbers first, whatever their order in the file. */
export function partyCard(element: XmlElement, describer: Describer): Card {
  const children = new ChildrenOf(element);
  const identity = children.takeAll('DaneIdentyfikacyjne').flatMap((one) => one.children);
  const { fields, cards } = describeChildren([...identity, ...children.takeRest()], describer);
  return { title: titleOf(element, describer), fields, cards };
}
