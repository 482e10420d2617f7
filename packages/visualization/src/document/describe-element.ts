import type { XmlElement } from '@ksef/forms/xml';
import type { Bilingual, Label, Labels } from '../text/label.js';
import { showValue } from '../text/show-value.js';
import { type AddressForm, describeAddress } from './describe-address.js';
import type { Card, Field } from './visual-document.js';

/** Reads the elements of one document. Unknown ones are kept for the end. */
export interface Describer {
  readonly labels: Labels;
  /** Elements without a label. They are shown under "other". */
  readonly unknown: XmlElement[];
  /** Groups that are one field. */
  readonly addresses: readonly AddressForm[];
  /** Groups whose fields need no heading of their own. */
  readonly plain: readonly string[];
  /** The most important fields for a reader. */
  readonly strong: readonly string[];
}

/** A describer for one document. */
export function describerFor(labels: Labels, groups: Partial<Describer> = {}): Describer {
  return { labels, unknown: [], addresses: [], plain: [], strong: [], ...groups };
}

/** An element as a group of fields, with everything below it. */
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
    const address = describeAddress(onlyAddressIn(element, describer), describer.addresses);
    if (label === undefined) describer.unknown.push(element);
    else if (element.children.length === 0) {
      const isStrong = describer.strong.includes(element.name);
      fields.push(isStrong ? { ...fieldOf(element, label), isStrong } : fieldOf(element, label));
    } else if (address !== undefined) {
      fields.push({ label: [label[0], label[1]], value: address.value });
      addAll(describeChildren(address.rest, describer));
    } else if (describer.plain.includes(element.name)) {
      addAll(describeChildren(element.children, describer));
    } else cards.push(describeElement(element, describer));
  }
  return { fields, cards };

  function addAll(inside: { fields: Field[]; cards: Card[] }): void {
    fields.push(...inside.fields);
    cards.push(...inside.cards);
  }
}

// FA (1): `Adres` contains only `AdresPol` or `AdresZagr`.
function onlyAddressIn(element: XmlElement, { addresses }: Describer): XmlElement {
  const [only] = element.children;
  const isWrapped =
    only !== undefined &&
    element.children.length === 1 &&
    [element, only].every(({ name }) => addresses.some(({ names }) => names.includes(name)));
  return isWrapped ? only : element;
}

/** A leaf as a field. */
export function fieldOf(element: XmlElement, label: Label): Field {
  return { label: [label[0], label[1]], value: showValue(element.text, label[2]) };
}

/** The label of an element's name, or undefined. */
export function labelOf(element: XmlElement, labels: Labels): Label | undefined {
  return Object.hasOwn(labels, element.name) ? labels[element.name] : undefined;
}

/** The title of a group: its label, or the element's name. */
export function titleOf(element: XmlElement, { labels }: Describer): Bilingual {
  const label = labelOf(element, labels);
  return label === undefined ? [element.name, element.name] : [label[0], label[1]];
}
