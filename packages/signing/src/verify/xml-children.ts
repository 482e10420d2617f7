import { SignatureError } from '@ksef/core';
import type { Element, Node } from '@xmldom/xmldom';

const elementNode = 1;

/** Whether a node is an element. */
export function isElement(node: Node): node is Element {
  return node.nodeType === elementNode;
}

/** The child elements of a name, in order. */
export function childrenOf(parent: Element, namespace: string, name: string): Element[] {
  return [...parent.childNodes]
    .filter(isElement)
    .filter((child) => child.namespaceURI === namespace && child.localName === name);
}

/**
 * The one child element of a name.
 *
 * @throws SignatureError `INVALID_STRUCTURE`
 */
export function onlyChild(parent: Element, namespace: string, name: string): Element {
  const [child, ...others] = childrenOf(parent, namespace, name);
  if (child !== undefined && others.length === 0) return child;
  throw new SignatureError(
    `${parent.localName} must have one ${name}, not ${others.length + (child ? 1 : 0)}.`,
    { code: 'INVALID_STRUCTURE' },
  );
}
