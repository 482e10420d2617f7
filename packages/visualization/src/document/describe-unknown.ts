import type { XmlElement } from '@ksef/forms/xml';
import { textOf } from './text-of.js';
import type { Field } from './visual-document.js';

/** Everything below elements without a label, by their own names: `Podmiot1/NowePole`. */
export function describeUnknown(elements: readonly XmlElement[]): Field[] {
  const fields: Field[] = [];
  for (const element of elements) collect(element, element.name, fields);
  return fields;
}

function collect(element: XmlElement, path: string, fields: Field[]): void {
  const text = textOf(element);
  if (text !== '') fields.push({ label: [path, path], value: [text, text] });
  for (const { name, value } of element.attributes) {
    if (!name.startsWith('xmlns'))
      fields.push({ label: [`${path}@${name}`, `${path}@${name}`], value: [value, value] });
  }
  for (const child of element.children) collect(child, `${path}/${child.name}`, fields);
}
