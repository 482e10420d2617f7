import { SignatureError } from '@ksef/core';
import type { Document, Element } from '@xmldom/xmldom';
import { checkXmlText } from './check-xml-text.js';
import { invalidXml } from './invalid-xml.js';
import { normalizeLineEndings } from './line-endings.js';
import { isElement } from './xml-children.js';

const textNode = 3;
const commentNode = 8;

/** A document that was checked before it was parsed, and its text. */
export interface SignedXmlDocument {
  readonly root: Element;
  /** The parsed text. */
  readonly text: string;
}

/**
 * Parses untrusted XML. Rejects everything that two parsers could interpret differently: DTD and entities, processing
 * instructions, CDATA, comments inside values, `xml:` attributes, repeated ids.
 *
 * @throws SignatureError `INVALID_XML`, `DUPLICATE_ID`
 */
export async function parseSignedXml(xml: string | Uint8Array): Promise<SignedXmlDocument> {
  const text = typeof xml === 'string' ? xml : decode(xml);
  checkXmlText(text);
  const { DOMParser } = await import('./xmldom.js');
  let document: Document;
  try {
    const onError = (_level: string, message: string) => {
      throw new Error(message);
    };
    document = new DOMParser({ onError, normalizeLineEndings }).parseFromString(text, 'text/xml');
  } catch (cause) {
    throw invalidXml('it is not well-formed', cause);
  }
  const root = document.documentElement;
  if (root === null) throw invalidXml('it has no root element');
  checkElement(root, new Set());
  return { root, text };
}

function checkElement(element: Element, ids: Set<string>): void {
  for (const { name, localName, prefix, value } of element.attributes) {
    if (prefix === 'xml') throw invalidXml(`it has the attribute ${name}`);
    // The library's canonical XML does not escape these, so they could be mistaken for attributes.
    if ((name === 'xmlns' || prefix === 'xmlns') && /[<>&"]/.test(value))
      throw invalidXml('a namespace is not a URI');
    if (localName?.toLowerCase() !== 'id') continue;
    if (ids.has(value)) {
      throw new SignatureError('The signed document is rejected: it has an id twice.', {
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
      throw invalidXml(`it has a comment, CDATA or instruction in ${element.localName}`);
  }
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw invalidXml('it is not UTF-8', cause);
  }
}
