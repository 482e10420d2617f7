import { contextKey, SignatureError } from '@ksef/core';
import { quoted, shortened } from '@ksef/core/internal';
import type { Element } from '@xmldom/xmldom';
import { requestNamespace } from '../xades/auth-token-request.js';
import { dsNamespace } from '../xades/xml-signature-names.js';
import { isElement } from './xml-children.js';

/** The contents of an `AuthTokenRequest`. */
export interface ReadRequest {
  readonly challenge: string;
  /** As `contextKey` writes it. */
  readonly context: string;
  readonly subjectIdentifierType: string;
  /** Undefined without a policy. */
  readonly allowedIps: AllowedIps | undefined;
}

/** Addresses, ranges and networks, in the order of the document. */
export interface AllowedIps {
  readonly ip4Addresses: readonly string[];
  readonly ip4Ranges: readonly string[];
  readonly ip4Masks: readonly string[];
}

const xmlns = 'http://www.w3.org/2000/xmlns/';
const instance = 'http://www.w3.org/2001/XMLSchema-instance';
const contextTypes = ['Nip', 'InternalId', 'NipVatUe', 'PeppolId'] as const;

/**
 * Reads an `AuthTokenRequest` by its schema: every element once, in its place and namespace, and nothing else.
 *
 * Source: schemat_auth_v2-1.xsd.
 *
 * @throws SignatureError `REQUEST_MISMATCH`
 */
export function readRequest(root: Element): ReadRequest {
  const namespace = root.namespaceURI ?? '';
  const isKnown = [requestNamespace('2.1'), requestNamespace('2.0')].includes(namespace);
  if (root.localName !== 'AuthTokenRequest' || !isKnown) {
    throw requestMismatch(
      `${shortened(root.localName ?? '')} in ${quoted(root.namespaceURI)}`,
      'AuthTokenRequest of version 2.1 or 2.0',
    );
  }
  const [challenge, context, type, policy] = inOrder(root, [
    'Challenge',
    'ContextIdentifier',
    'SubjectIdentifierType',
    'AuthorizationPolicy?',
  ]);
  const [identifier] = childElements(context as Element);
  const contextType = contextTypes.find((name) => name === identifier?.localName);
  if (contextType === undefined) throw wrong(context as Element);
  const [value] = inOrder(context as Element, [contextType]);
  return {
    challenge: contentOf(challenge as Element).trim(),
    context: contextKey({ type: contextType, value: contentOf(value as Element) }),
    subjectIdentifierType: contentOf(type as Element).trim(),
    allowedIps: policy && readAllowedIps(policy),
  };
}

function readAllowedIps(policy: Element): AllowedIps {
  const [list] = inOrder(policy, ['AllowedIps']);
  const entries = childElements(list as Element);
  const names = ['Ip4Address', 'Ip4Range', 'Ip4Mask'];
  const places = entries.map(({ localName }) => names.indexOf(localName ?? ''));
  if (places.some((place, index) => place < 0 || place < (places[index - 1] ?? 0)))
    throw wrong(list as Element);
  const valuesOf = (name: string) =>
    entries.filter(({ localName }) => localName === name).map((entry) => contentOf(entry).trim());
  return {
    ip4Addresses: valuesOf('Ip4Address'),
    ip4Ranges: valuesOf('Ip4Range'),
    ip4Masks: valuesOf('Ip4Mask'),
  };
}

/** The children, which must be exactly these. A name with `?` may be missing. */
function inOrder(parent: Element, names: readonly string[]): readonly (Element | undefined)[] {
  const rest = childElements(parent);
  const found = names.map((name) => {
    if (rest[0]?.localName === name.replace('?', '')) return rest.shift();
    if (!name.endsWith('?')) throw wrong(parent);
    return undefined;
  });
  if (rest.length > 0) throw wrong(parent);
  return found;
}

/** Its child elements, all of them in its namespace. The signature is not part of the request. */
function childElements(parent: Element): Element[] {
  checkAttributes(parent);
  const elements: Element[] = [];
  for (const node of parent.childNodes) {
    if (!isElement(node)) {
      if (node.nodeType === 3 && node.nodeValue?.trim()) throw wrong(parent);
    } else if (node.namespaceURI === parent.namespaceURI) elements.push(node);
    else if (node.namespaceURI !== dsNamespace || node.localName !== 'Signature') throw wrong(parent);
  }
  return elements;
}

function contentOf(element: Element): string {
  checkAttributes(element);
  if ([...element.childNodes].some(isElement)) throw wrong(element);
  return element.textContent ?? '';
}

/** The schema has no attributes. A schema location is allowed. */
function checkAttributes(element: Element): void {
  for (const { namespaceURI, localName } of element.attributes) {
    const isLocation = namespaceURI === instance && localName?.endsWith('chemaLocation');
    if (namespaceURI !== xmlns && !isLocation) throw wrong(element);
  }
}

function wrong(element: Element): SignatureError {
  return requestMismatch(
    `something in ${shortened(element.localName ?? '')} that its schema does not allow`,
    'AuthTokenRequest as KSeF defines it',
  );
}

/** The error for a document that differs from the one to be signed. */
export function requestMismatch(found: string, expected: string): SignatureError {
  return new SignatureError(
    `The signed document has ${found}, instead of ${expected}. Sign the document that you were given, unchanged.`,
    { code: 'REQUEST_MISMATCH' },
  );
}
