import type { XmlElement } from '@ksef/forms/xml';
import { describeAddress } from '../document/describe-address.js';
import { type Describer, labelOf } from '../document/describe-element.js';
import type { Card, Field } from '../document/visual-document.js';
import type { Bilingual } from '../text/label.js';
import { leafValue } from './leaf-value.js';

/** Elements that only hold another one: their content stands in their place. */
const wrappers = ['Party', 'UBLExtension', 'ExtensionContent', 'Attachment'];

/** Elements of one parent: leaves are fields, the others are groups. */
export function describeUbl(
  elements: readonly XmlElement[],
  describer: Describer,
): { fields: Field[]; cards: Card[] } {
  const fields: Field[] = [];
  const cards: Card[] = [];
  for (const element of elements) {
    const label = labelOf(element, describer.labels);
    const address = describeAddress(element, describer.addresses);
    if (label === undefined) describer.unknown.push(element);
    else if (element.children.length === 0) {
      fields.push({ label: [label[0], label[1]], value: leafValue(element, label) });
    } else if (address !== undefined) {
      const inside = describeUbl(address.rest, describer);
      fields.push({ label: [label[0], label[1]], value: address.value }, ...inside.fields);
      cards.push(...inside.cards);
    } else if (wrappers.includes(element.name)) {
      const inside = describeUbl(element.children, describer);
      fields.push(...inside.fields);
      cards.push(...inside.cards);
    } else cards.push(describeGroup(element, [label[0], label[1]], describer));
  }
  return { fields, cards };
}

/** An element as a group, whose small groups (one leaf, however deep) are fields of its own. */
export function describeGroup(element: XmlElement, title: Bilingual, describer: Describer): Card {
  const { fields, cards } = describeUbl(element.children, describer);
  const large: Card[] = [];
  for (const card of cards) {
    const [only] = card.fields;
    if (only !== undefined && card.fields.length === 1 && card.cards.length === 0) {
      fields.push({ label: card.title, value: only.value });
    } else large.push(card);
  }
  return { title, fields, cards: large };
}

/** Everything below some elements as fields, each named by its way: `Cena: Cena jednostkowa`. */
export function flattenUbl(
  elements: readonly XmlElement[],
  describer: Describer,
  above?: Bilingual,
): Field[] {
  return elements.flatMap((element) => {
    const label = labelOf(element, describer.labels);
    if (label === undefined) {
      describer.unknown.push(element);
      return [];
    }
    const name: Bilingual = above
      ? [`${above[0]}: ${label[0]}`, `${above[1]}: ${label[1]}`]
      : [label[0], label[1]];
    if (element.children.length === 0) return [{ label: name, value: leafValue(element, label) }];
    return flattenUbl(element.children, describer, wrappers.includes(element.name) ? above : name);
  });
}
