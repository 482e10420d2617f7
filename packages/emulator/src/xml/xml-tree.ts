import { SaxesParser, type SaxesTagNS } from 'saxes';
import { trimXml } from './white-space.js';

/** An element with its names resolved. */
export interface XmlElement {
  readonly localName: string;
  /** Empty for an element without a namespace. */
  readonly namespace: string;
  /** By their names as written. */
  readonly attributes: SaxesTagNS['attributes'];
  readonly children: XmlElement[];
  /** Directly in it. */
  text: string;
}

/** Far more than any form needs; what walks the tree calls itself for every level. */
const deepest = 200;
const mostElements = 500_000;
const mostAttributes = 100;

/** The root element, or what the parser objects to. */
export function parseXml(text: string): XmlElement | string {
  const document: XmlElement = { localName: '', namespace: '', attributes: {}, children: [], text: '' };
  const open = [document];
  let innermost = document;
  let attributeCount = 0;
  const parser = new SaxesParser({ xmlns: true });
  let count = 0;
  parser.on('attribute', () => {
    if (++attributeCount > mostAttributes)
      throw new Error(`element ma więcej niż ${mostAttributes} atrybutów.`);
  });
  parser.on('opentagstart', () => {
    attributeCount = 0;
  });
  parser.on('opentag', ({ local, uri, attributes }) => {
    if (++count > mostElements) throw new Error(`więcej niż ${mostElements} elementów.`);
    const element = { localName: local, namespace: uri, attributes, children: [], text: '' };
    innermost.children.push(element);
    innermost = element;
    if (open.push(element) > deepest) throw new Error(`elementy zagnieżdżone głębiej niż ${deepest} razy.`);
  });
  parser.on('closetag', () => {
    open.pop();
    innermost = open.at(-1) ?? document;
  });
  const append = (piece: string) => {
    innermost.text += piece;
  };
  parser.on('text', append);
  parser.on('cdata', append);
  try {
    parser.write(text).close();
    return document.children[0] ?? 'brak elementu głównego.';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Paths stand in the code, so that there are few, and every invoice asks for all of them. */
const stepsOf = new Map<string, readonly string[]>();

/** The elements at a path of local names below an element; in one namespace if it is given. */
export function elementsAt(root: XmlElement, path: string, namespace: string | undefined): XmlElement[] {
  const found: XmlElement[] = [];
  collect(root, steps(path), 0, namespace, found, Number.POSITIVE_INFINITY);
  return found;
}

/** The first of the elements at a path. */
export function elementAt(root: XmlElement, path: string, namespace: string | undefined) {
  const found: XmlElement[] = [];
  collect(root, steps(path), 0, namespace, found, 1);
  return found[0];
}

function steps(path: string): readonly string[] {
  const known = stepsOf.get(path);
  if (known !== undefined) return known;
  const split = path.split('/');
  stepsOf.set(path, split);
  return split;
}

function collect(
  parent: XmlElement,
  path: readonly string[],
  depth: number,
  namespace: string | undefined,
  found: XmlElement[],
  most: number,
): void {
  for (const child of parent.children) {
    if (found.length === most) return;
    if (child.localName !== path[depth]) continue;
    if (namespace !== undefined && child.namespace !== namespace) continue;
    if (depth === path.length - 1) found.push(child);
    else collect(child, path, depth + 1, namespace, found, most);
  }
}

/** The text of an element that has no others in it. */
export function textOf(element: XmlElement | undefined): string {
  return trimXml(element?.text ?? '');
}

/** Whether there is neither text nor an element with text in it. */
export function isEmpty(element: XmlElement): boolean {
  return textOf(element) === '' && element.children.every(isEmpty);
}

/** Whether an element of this local name stands anywhere below. */
export function contains(root: XmlElement, localName: string): boolean {
  return root.children.some((child) => child.localName === localName || contains(child, localName));
}
