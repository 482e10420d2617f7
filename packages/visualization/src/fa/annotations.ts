import type { XmlElement } from '@ksef/forms/xml';
import { ChildrenOf } from '../document/children-of.js';
import { type Describer, describeChildren, describeElement } from '../document/describe-element.js';
import { section } from '../document/sections.js';
import type { Section } from '../document/visual-document.js';

/** The legal annotations, including those that do not apply: the invoice states this for each of them. */
export function annotations(fa: ChildrenOf, describer: Describer): Section[] {
  const element = fa.take('Adnotacje');
  const leaves: XmlElement[] = [];
  const vehicles: XmlElement[] = [];
  for (const child of element?.children ?? []) collect(child, leaves, vehicles);
  const { fields } = describeChildren(leaves, describer);
  return [
    section(
      'annotations',
      ['Adnotacje', 'Annotations'],
      { type: 'fields', fields },
      { type: 'cards', cards: vehicles.map((vehicle) => describeElement(vehicle, describer)) },
    ),
  ];
}

// Exemption, new means of transport and margin are groups of markers: their own names are sufficient.
function collect(element: XmlElement, leaves: XmlElement[], vehicles: XmlElement[]): void {
  if (element.name === 'NowySrodekTransportu') vehicles.push(element);
  else if (['Zwolnienie', 'NoweSrodkiTransportu', 'PMarzy'].includes(element.name)) {
    for (const child of new ChildrenOf(element).takeRest()) collect(child, leaves, vehicles);
  } else leaves.push(element);
}
