import type { Element } from '@xmldom/xmldom';
import { C14nCanonicalization, ExclusiveCanonicalization } from 'xml-crypto';
import { children } from './dom.js';
import { invalidSignature } from './refusals.js';

const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#';
export const inclusive = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315';

/** Canonicalisations taken. A same-document reference selects no comments, so `#WithComments` changes nothing. */
const methods: Readonly<Record<string, 'exclusive' | 'inclusive'>> = {
  [exclusive]: 'exclusive',
  [`${exclusive}WithComments`]: 'exclusive',
  [inclusive]: 'inclusive',
  [`${inclusive}#WithComments`]: 'inclusive',
  // Differs from 1.0 in xml:id and xml:base only, and no attribute of these documents is either.
  'http://www.w3.org/2006/12/xml-c14n11': 'inclusive',
  'http://www.w3.org/2006/12/xml-c14n11#WithComments': 'inclusive',
};

export function isCanonicalization(algorithm: string | null): boolean {
  return Object.hasOwn(methods, algorithm ?? '');
}

/** The canonical text of an element; `method` is the element that names the algorithm, if one does. */
export function canonicalize(element: Element, method?: Element): string {
  const algorithm = method?.getAttribute('Algorithm') ?? inclusive;
  const prefixes = method === undefined ? [] : children(method, exclusive, 'InclusiveNamespaces');
  const options = {
    ancestorNamespaces: namespacesAbove(element),
    inclusiveNamespacesPrefixList: (prefixes[0]?.getAttribute('PrefixList') ?? '')
      .split(/\s+/)
      .filter(Boolean),
  };
  const canonicalization =
    methods[algorithm] === 'exclusive' ? new ExclusiveCanonicalization() : new C14nCanonicalization();
  try {
    return String(
      canonicalization.process(element as unknown as globalThis.Node & globalThis.Element, options),
    );
  } catch {
    throw invalidSignature('Nie można sprowadzić dokumentu do postaci kanonicznej.');
  }
}

/** What ancestors declare, outermost first, each prefix once. */
function namespacesAbove(element: Element): { prefix: string; namespaceURI: string }[] {
  const found = new Map<string, string>();
  for (let node = element.parentNode; node !== null && node.nodeType === 1; node = node.parentNode) {
    for (const { name, value } of (node as Element).attributes) {
      const prefix = name === 'xmlns' ? '' : name.startsWith('xmlns:') ? name.slice(6) : undefined;
      if (prefix !== undefined && !found.has(prefix)) found.set(prefix, value);
    }
  }
  // An element without prefix says its own default namespace: the canonicaliser would write it twice.
  if (element.prefix === null || element.prefix === '') found.delete('');
  return [...found].map(([prefix, namespaceURI]) => ({ prefix, namespaceURI })).reverse();
}
