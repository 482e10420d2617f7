import type { XmlElement } from '@ksef/forms/xml';
import { ChildrenOf } from '../document/children-of.js';
import { type Describer, describeChildren } from '../document/describe-element.js';
import { blocksOf, section } from '../document/sections.js';
import { tableOfLines } from '../document/table-of-lines.js';
import { textOf } from '../document/text-of.js';
import type { Section } from '../document/visual-document.js';

/** The registers that the seller is in, and the text at the end. */
export function footer(element: XmlElement | undefined, describer: Describer): Section[] {
  const children = new ChildrenOf(element);
  const registers = children.takeAll('Rejestry');
  const information = children.takeAll('Informacje').flatMap((one) => one.children);
  const texts = information.filter(({ name }) => name === 'StopkaFaktury').map(textOf);
  const rest = information.filter(({ name }) => name !== 'StopkaFaktury');
  return [
    section(
      'footer',
      ['Rejestry i informacje', 'Registers and information'],
      tableOfLines(
        registers,
        { columns: ['PelnaNazwa', 'KRS', 'REGON', 'BDO'], detailsColumn: 'PelnaNazwa', isCompact: true },
        describer,
        ['Rejestry', 'Registers'],
      ),
      { type: 'paragraphs', paragraphs: texts.filter((text) => text !== '') },
      ...blocksOf(describeChildren([...rest, ...children.takeRest()], describer)),
    ),
  ];
}
