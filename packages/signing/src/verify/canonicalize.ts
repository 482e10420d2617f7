import { SignatureError } from '@ksef/core';
import { shortened } from '@ksef/core/internal';
import type { Element } from '@xmldom/xmldom';
import { exclusiveC14n } from '../xades/xml-signature-names.js';
import { loadXmldsig } from './load-xmldsig.js';
import { childrenOf } from './xml-children.js';

const xmlns = 'http://www.w3.org/2000/xmlns/';
const withComments = /#?WithComments$/;

// Canonical XML 1.0 and 1.1 differ only in `xml:` attributes, which were rejected earlier.
const inclusive = ['http://www.w3.org/TR/2001/REC-xml-c14n-20010315', 'http://www.w3.org/2006/12/xml-c14n11'];

/** The default of XML Signature if no canonicalisation is specified. */
export const defaultC14n = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315';

/** Whether {@link canonicalize} supports the algorithm. */
export function isCanonicalization(algorithm: string): boolean {
  const bare = algorithm.replace(withComments, '');
  return bare === exclusiveC14n || bare === exclusiveC14n.slice(0, -1) || inclusive.includes(bare);
}

/**
 * The canonical form of an element in its document. `method` is the element that specifies the algorithm and may
 * contain `InclusiveNamespaces`.
 *
 * @throws SignatureError `UNSUPPORTED_TRANSFORM`
 */
export async function canonicalize(
  element: Element,
  algorithm: string,
  options: {
    readonly method?: Element | undefined;
    /** The targets of references never include comments, whatever the algorithm; `SignedInfo` may. */
    readonly mayKeepComments?: boolean;
  } = {},
): Promise<string> {
  if (!isCanonicalization(algorithm)) {
    throw new SignatureError(`The canonicalisation ${shortened(algorithm)} is not one that KSeF accepts.`, {
      code: 'UNSUPPORTED_TRANSFORM',
    });
  }
  const { XmlCanonicalizer } = await loadXmldsig();
  const isExclusive = algorithm.startsWith(exclusiveC14n.slice(0, -1));
  const canonicalizer = new XmlCanonicalizer(
    Boolean(options.mayKeepComments) && withComments.test(algorithm),
    isExclusive,
  );
  const { method } = options;
  const inclusiveNamespaces = method && childrenOf(method, exclusiveC14n, 'InclusiveNamespaces')[0];
  if (isExclusive && inclusiveNamespaces) {
    canonicalizer.InclusiveNamespacesPrefixList = inclusiveNamespaces.getAttribute('PrefixList') ?? '';
  }
  // The library's types are those of a browser's DOM.
  return canonicalizer.Canonicalize(apart(element) as unknown as globalThis.Node);
}

/** A copy of the element with the namespaces that it inherits from its ancestors. */
function apart(element: Element): Element {
  const copy = element.cloneNode(true) as Element;
  for (let parent = element.parentNode; parent !== null; parent = parent.parentNode) {
    for (const { name, namespaceURI, value } of (parent as Element).attributes ?? []) {
      if (namespaceURI === xmlns && !copy.hasAttribute(name)) copy.setAttributeNS(xmlns, name, value);
    }
  }
  return copy;
}
