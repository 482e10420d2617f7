import { trimXmlSpace, type XmlElement } from '@ksef/forms/xml';

/** The first element at a way of names below an element. */
export function find(element: XmlElement, ...way: readonly string[]): XmlElement | undefined {
  let found: XmlElement | undefined = element;
  for (const name of way) {
    found = childOf(found, name);
    if (found === undefined) return undefined;
  }
  return found;
}

/** All elements at a way of names below an element, in the document's order. */
export function findAll(element: XmlElement, ...way: readonly string[]): XmlElement[] {
  let found: XmlElement[] = [element];
  for (const name of way) {
    const below: XmlElement[] = [];
    for (const { children } of found)
      for (const child of children) if (child.name === name) below.push(child);
    found = below;
  }
  return found;
}

function childOf({ children }: XmlElement, name: string): XmlElement | undefined {
  for (const child of children) if (child.name === name) return child;
  return undefined;
}

/** The text at a way of names, without the white space around it; empty where there is no such element. */
export function textAt(element: XmlElement, ...way: readonly string[]): string {
  return textOf(find(element, ...way));
}

/** An element's text without the white space around it; empty where there is no element. */
export function textOf(element: XmlElement | undefined): string {
  return element === undefined ? '' : trimXmlSpace(element.text);
}

/** Whether a marker (`TWybor1`) is set at a way of names. */
export function isMarked(element: XmlElement, ...way: readonly string[]): boolean {
  return textAt(element, ...way) === '1';
}
