import { SignatureError } from '@ksef/core';
import type { Document, Element, Node } from '@xmldom/xmldom';

// Far above any login; a document that is parsed before it is trusted gets no more.
const mostBytes = 1_000_000;
const elementNode = 1;
const textNode = 3;
const commentNode = 8;

/**
 * Parses XML that nobody vouches for yet. What two readers could understand in two ways is refused: DTD and entities,
 * processing instructions, CDATA, comments inside values, `xml:` attributes, ids that repeat.
 *
 * @throws SignatureError `INVALID_XML`, `DUPLICATE_ID`
 */
export async function parseSignedXml(xml: string | Uint8Array): Promise<Document> {
  const text = typeof xml === 'string' ? xml : decode(xml);
  if (text.length > mostBytes) throw invalid(`it is larger than ${mostBytes} characters`);
  // Before the parser sees it: a DTD is never read.
  if (/<!DOCTYPE|<!ENTITY/i.test(text)) throw invalid('it has a DTD');
  const { DOMParser } = await import('./xmldom.js');
  let document: Document;
  try {
    const onError = (_level: string, message: string) => {
      throw new Error(message);
    };
    document = new DOMParser({ onError }).parseFromString(text, 'text/xml');
  } catch (cause) {
    throw invalid('it is not well-formed', cause);
  }
  const root = document.documentElement;
  if (root === null) throw invalid('it has no root element');
  for (const node of document.childNodes) {
    const isDeclaration = node.nodeName === 'xml' && node === document.firstChild;
    if (node.nodeType === 7 && !isDeclaration) throw invalid('it has a processing instruction');
  }
  checkElement(root, new Set());
  return document;
}

function checkElement(element: Element, ids: Set<string>): void {
  for (const { name, localName, prefix, value } of element.attributes) {
    if (prefix === 'xml') throw invalid(`it has the attribute ${name}`);
    // Canonical XML as the library writes it does not escape these, so they could pass for attributes.
    if ((name === 'xmlns' || prefix === 'xmlns') && /[<>&"]/.test(value))
      throw invalid('a namespace is no URI');
    if (localName?.toLowerCase() !== 'id') continue;
    if (ids.has(value)) {
      throw new SignatureError(`The id ${JSON.stringify(value)} stands in the document twice.`, {
        code: 'DUPLICATE_ID',
      });
    }
    ids.add(value);
  }
  const isValue = [...element.childNodes].some(
    (node) => node.nodeType === textNode && node.nodeValue?.trim(),
  );
  for (const node of element.childNodes) {
    if (isElement(node)) checkElement(node, ids);
    else if (node.nodeType === commentNode && !isValue) continue;
    else if (node.nodeType !== textNode)
      throw invalid(`it has a comment, CDATA or instruction in ${element.localName}`);
  }
}

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

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw invalid('it is not UTF-8', cause);
  }
}

function invalid(why: string, cause?: unknown): SignatureError {
  return new SignatureError(`The signed document is not taken: ${why}.`, { code: 'INVALID_XML', cause });
}
