import type { XmlElement } from '@ksef/forms/xml';
import { asIs, textOf } from '../document/text-of.js';
import type { Bilingual, Label } from '../text/label.js';
import { showValue } from '../text/show-value.js';

/**
 * A leaf of UBL with its attributes: an amount with its currency, a quantity with its unit, an identifier with its
 * scheme. Of a file inside the document, name, type and size: its content is for programs.
 */
export function leafValue(element: XmlElement, label: Label): Bilingual {
  if (element.name === 'EmbeddedDocumentBinaryObject') return asIs(describeFile(element));
  const [pl, en] = showValue(element.text, label[2]);
  const attributes = element.attributes
    .filter(({ name }) => !name.startsWith('xmlns'))
    .map(({ name, value }) => (plain.includes(name) ? value : `${name}: ${value}`));
  const tail = attributes.length === 0 ? '' : ` ${attributes.join(', ')}`;
  return [`${pl}${tail}`, `${en}${tail}`];
}

const plain = ['currencyID', 'unitCode'];

function describeFile(element: XmlElement): string {
  const attribute = (wanted: string) => element.attributes.find(({ name }) => name === wanted)?.value ?? '';
  const base64 = textOf(element).replace(/[ \t\r\n]/g, '');
  const padding = base64.endsWith('==') ? 2 : base64.endsWith('=') ? 1 : 0;
  const sizeBytes = Math.floor((base64.length * 3) / 4) - padding;
  return [attribute('filename'), attribute('mimeCode'), `${sizeBytes} B`]
    .filter((part) => part !== '')
    .join(', ');
}
