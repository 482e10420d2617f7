import type { XmlElement } from '../xml/xml-element.js';

/** Path of an element, counted from 1 among siblings of one name where there are several. */
export function pathOf(ancestors: readonly XmlElement[], element: XmlElement): string {
  const steps = [...ancestors, element];
  return steps.map((step, depth) => `/${stepOf(step, steps[depth - 1])}`).join('');
}

function stepOf(element: XmlElement, parent: XmlElement | undefined): string {
  const alike = parent?.children.filter(({ name }) => name === element.name) ?? [];
  return alike.length < 2 ? element.name : `${element.name}[${alike.indexOf(element) + 1}]`;
}
