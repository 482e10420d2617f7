import type { Document, Element } from '@xmldom/xmldom';
import { allElements, dsig } from './dom.js';
import { invalidDocument, invalidSignature, signatureMissing, tooManySignatures } from './refusals.js';

/** The one signature of the document: last child of the request, or the root that holds the request. */
export function findSignature(document: Document): Element {
  const root = document.documentElement;
  if (root === null) throw invalidDocument('Dokument nie ma elementu głównego.');
  const signatures = [...allElements(root)].filter(isSignature);
  const [signature] = signatures;
  const isRequest = root.localName === 'AuthTokenRequest';
  if (!isRequest && root !== signature) {
    throw invalidDocument('Elementem głównym musi być AuthTokenRequest albo ds:Signature.');
  }
  if (signature === undefined) throw signatureMissing();
  if (signatures.length > 1) throw tooManySignatures();
  if (signature !== root && (signature.parentNode !== root || !isLast(signature))) {
    throw invalidSignature('Element ds:Signature musi być ostatnim elementem podpisanego dokumentu.');
  }
  return signature;
}

export function isSignature(element: Element): boolean {
  return element.localName === 'Signature' && element.namespaceURI === dsig;
}

/** Elements by their `Id`. @throws Problem 9105 when two are called the same, whatever the attribute's case */
export function elementsById(root: Element): ReadonlyMap<string, Element> {
  const seen = new Set<string>();
  const byId = new Map<string, Element>();
  for (const element of allElements(root)) {
    for (const { name, value } of element.attributes) {
      if (!['id', 'xml:id'].includes(name.toLowerCase())) continue;
      if (seen.has(value)) throw invalidSignature(`Identyfikator ${value} występuje więcej niż raz.`);
      seen.add(value);
      if (name === 'Id') byId.set(value, element);
    }
  }
  return byId;
}

function isLast(element: Element): boolean {
  for (let next = element.nextSibling; next !== null; next = next.nextSibling) {
    if (next.nodeType === next.ELEMENT_NODE) return false;
  }
  return true;
}
