import { DOMParser, type Document, type Element, type Node } from '@xmldom/xmldom';
import { checkBounds } from './bounds.js';
import { invalidSignature, schemaViolation } from './refusals.js';

export const dsig = 'http://www.w3.org/2000/09/xmldsig#';
export const xades = 'http://uri.etsi.org/01903/v1.3.2#';

/**
 * Parses XML 1.0 without mercy. @throws Error when it is not well-formed, or larger than any login document: what comes
 * after walks the tree by recursion, and compares its elements with each other
 */
export function parseXml(text: string): Document {
  checkBounds(text);
  const fail = (_level: string, message: string) => {
    throw new Error(message);
  };
  return new DOMParser({ onError: fail, normalizeLineEndings }).parseFromString(text, 'text/xml');
}

/** As XML 1.0 has it. The parser's own is that of XML 1.1, which takes U+0085 and U+2028 for line ends too. */
function normalizeLineEndings(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}

export function childElements(parent: Node): Element[] {
  return [...parent.childNodes].filter((node): node is Element => node.nodeType === node.ELEMENT_NODE);
}

export function children(parent: Element, namespace: string, localName: string): Element[] {
  return childElements(parent).filter((one) => one.namespaceURI === namespace && one.localName === localName);
}

/** The only child of that name. @throws Problem 9105 when there is none, or a second one */
export function onlyChild(parent: Element, namespace: string, localName: string): Element {
  const [found, more] = children(parent, namespace, localName);
  if (found === undefined || more !== undefined) {
    throw invalidSignature(`Element ${parent.localName} musi zawierać dokładnie jeden element ${localName}.`);
  }
  return found;
}

/** All elements of a document or below an element, itself included. */
export function* allElements(top: Element): Generator<Element> {
  yield top;
  for (const child of childElements(top)) yield* allElements(child);
}

/** Text of an element that holds nothing else; comments could split what is read from what was signed. */
export function plainText(element: Element): string {
  for (const node of element.childNodes) {
    if (node.nodeType !== node.TEXT_NODE && node.nodeType !== node.CDATA_SECTION_NODE) {
      throw schemaViolation(`Element ${element.localName} może zawierać wyłącznie tekst.`);
    }
  }
  return element.textContent ?? '';
}

/** Strict standard Base64; whitespace between the characters is allowed, as in XML Schema. */
export function base64Content(element: Element): Buffer {
  const text = plainText(element).replace(/[\t\n\r ]/g, '');
  const bytes = Buffer.from(text, 'base64');
  if (text === '' || bytes.toString('base64') !== text) {
    throw invalidSignature(`Element ${element.localName} nie zawiera poprawnego Base64.`);
  }
  return bytes;
}
