import { trimXmlSpace, type XmlElement } from '@ksef/forms/xml';

/** The first element at a path of names below an element. */
export function find(element: XmlElement, ...way: readonly string[]): XmlElement | undefined {
  let found: XmlElement | undefined = element;
  for (const name of way) {
    found = childOf(found, name);
    if (found === undefined) return undefined;
  }
  return found;
}

/** All elements at a path of names below an element, in document order. */
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

/** The text at a path of names, without surrounding white space; empty if the element is missing. */
export function textAt(element: XmlElement, ...way: readonly string[]): string {
  return textOf(find(element, ...way));
}

/** An element's text without surrounding white space; empty if the element is missing. */
export function textOf(element: XmlElement | undefined): string {
  return element === undefined ? '' : trimXmlSpace(element.text);
}

/** Whether a marker (`TWybor1`) is set at a path of names. */
export function isMarked(element: XmlElement, ...way: readonly string[]): boolean {
  return textAt(element, ...way) === '1';
}
