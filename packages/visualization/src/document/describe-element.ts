import type { XmlElement } from '@ksef/forms/xml';
import type { Bilingual, Label, Labels } from '../text/label.js';
import { showValue } from '../text/show-value.js';
import type { Card, Field } from './visual-document.js';

/** Reads the elements of one document; what it does not know is kept for the end. */
export interface Describer {
  readonly labels: Labels;
  /** Elements that the labels do not have. They are shown under "other". */
  readonly unknown: XmlElement[];
}

/** An element as a group of fields, with all that is below it. */
export function describeElement(element: XmlElement, describer: Describer, title?: Bilingual): Card {
  const { fields, cards } = describeChildren(element.children, describer);
  return { title: title ?? titleOf(element, describer), fields, cards };
}

/** Elements of one parent: leaves are fields, the others are groups. */
export function describeChildren(
  elements: readonly XmlElement[],
  describer: Describer,
): { fields: Field[]; cards: Card[] } {
  const fields: Field[] = [];
  const cards: Card[] = [];
  for (const element of elements) {
    const label = labelOf(element, describer.labels);
    if (label === undefined) describer.unknown.push(element);
    else if (element.children.length === 0) fields.push(fieldOf(element, label));
    else cards.push(describeElement(element, describer));
  }
  return { fields, cards };
}

/** A leaf as a field. */
export function fieldOf(element: XmlElement, label: Label): Field {
  return { label: [label[0], label[1]], value: showValue(element.text, label[2]) };
}

/** The label of an element's name; undefined where there is none. */
export function labelOf(element: XmlElement, labels: Labels): Label | undefined {
  return Object.hasOwn(labels, element.name) ? labels[element.name] : undefined;
}

/** What a group is called: by its label, or by the element's name. */
export function titleOf(element: XmlElement, { labels }: Describer): Bilingual {
  const label = labelOf(element, labels);
  return label === undefined ? [element.name, element.name] : [label[0], label[1]];
}
