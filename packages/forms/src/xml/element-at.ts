import type { XmlElement } from './xml-element.js';

const step = /^([^[\]]+)(?:\[(\d{1,9})\])?$/;

/**
 * The element at a path of local names, counted from 1 among siblings of one name.
 *
 * @returns undefined if the document has no such element
 * @example
 * ```ts
 * import { readFile } from 'node:fs/promises';
 * import { elementAt, readXmlTree } from '@ksef/forms/xml';
 *
 * const root = readXmlTree(await readFile('invoice.xml'));
 * console.log(elementAt(root, '/Faktura/Fa/FaWiersz[3]/P_12')?.line);
 * ```
 */
export function elementAt(root: XmlElement, path: string): XmlElement | undefined {
  const [start, first, ...rest] = path.split('/');
  if (start !== '' || first !== root.name) return undefined;
  let element: XmlElement = root;
  for (const part of rest) {
    const [, name, count = '1'] = step.exec(part) ?? [];
    let left = Number(count);
    const found = element.children.find((child) => child.name === name && --left === 0);
    if (found === undefined) return undefined;
    element = found;
  }
  return element;
}
