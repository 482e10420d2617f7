import { createHash } from 'node:crypto';
import type { Element } from '@xmldom/xmldom';
import { digestOf } from './algorithms.js';
import { canonicalize, isCanonicalization } from './canonicalize.js';
import {
  allElements,
  base64Content,
  childElements,
  children,
  dsig,
  onlyChild,
  parseXml,
  plainText,
} from './dom.js';
import { isSignature } from './find-signature.js';
import { invalidSignature, unsupportedAlgorithm } from './refusals.js';

/** What one reference of a signature covers, proven by its digest. */
export interface SignedContent {
  readonly type: string | null;
  /** The element the reference names; undefined for the document as a whole. */
  readonly element: Element | undefined;
  /** Exactly what was digested. */
  readonly content: string;
}

const base64 = `${dsig}base64`;
const enveloped = `${dsig}enveloped-signature`;
const xpath = 'http://www.w3.org/TR/1999/REC-xpath-19991116';
const filter = 'http://www.w3.org/2002/06/xmldsig-filter2';
const mostReferences = 5;

/**
 * Checks every reference of SignedInfo.
 *
 * @throws Problem 9105 for a digest that differs, an external reference, an unknown transform
 */
export function verifyReferences(
  signature: Element,
  signedInfo: Element,
  byId: ReadonlyMap<string, Element>,
  text: string,
): readonly SignedContent[] {
  const references = children(signedInfo, dsig, 'Reference');
  if (references.length === 0 || references.length > mostReferences) {
    throw invalidSignature(`Podpis musi zawierać od 1 do ${mostReferences} referencji.`);
  }
  return references.map((reference) => {
    const uri = reference.getAttribute('URI');
    const element = targetOf(uri, byId);
    const transforms = children(reference, dsig, 'Transforms').flatMap((one) => childElements(one));
    const content =
      element === undefined ? contentOfDocument(signature, text, transforms) : contentOf(element, transforms);
    const hash = digestOf(onlyChild(reference, dsig, 'DigestMethod').getAttribute('Algorithm'));
    const expected = base64Content(onlyChild(reference, dsig, 'DigestValue'));
    if (!createHash(hash).update(content).digest().equals(expected)) {
      throw invalidSignature(`Niezgodny skrót dla referencji "${uri}".`);
    }
    return { type: reference.getAttribute('Type'), element, content };
  });
}

function targetOf(uri: string | null, byId: ReadonlyMap<string, Element>): Element | undefined {
  if (uri === '') return undefined;
  const element = uri?.startsWith('#') === true ? byId.get(uri.slice(1)) : undefined;
  if (element === undefined) {
    throw invalidSignature(
      `Referencja ${uri === null ? 'bez URI' : `"${uri}"`} nie wskazuje elementu dokumentu.`,
    );
  }
  return element;
}

/** The request without its signature: the transforms must say so. */
function contentOfDocument(signature: Element, text: string, transforms: readonly Element[]): string {
  const [first, ...rest] = transforms;
  if (
    signature === signature.ownerDocument?.documentElement ||
    first === undefined ||
    !removesSignature(first)
  ) {
    throw invalidSignature('Referencja do całego dokumentu musi wyłączać podpis (enveloped-signature).');
  }
  // A second tree, so that removing the signature does not disturb what is still to be checked.
  const root = parseXml(text).documentElement as Element;
  const copy = [...allElements(root)].find(isSignature);
  copy?.parentNode?.removeChild(copy);
  return canonicalize(root, canonicalizationIn(rest));
}

function contentOf(element: Element, transforms: readonly Element[]): string {
  const [first] = transforms;
  if (transforms.length === 1 && first?.getAttribute('Algorithm') === base64)
    return base64Content(element).toString('utf8');
  return canonicalize(element, canonicalizationIn(transforms));
}

/** The transform that canonicalises; undefined leaves the default. Nothing else may stand there. */
function canonicalizationIn(transforms: readonly Element[]): Element | undefined {
  const [method, more] = transforms;
  if (method !== undefined && !isCanonicalization(method.getAttribute('Algorithm'))) {
    throw unsupportedAlgorithm(`Transform: ${method.getAttribute('Algorithm')}`);
  }
  if (more !== undefined) throw unsupportedAlgorithm(`Transform: ${more.getAttribute('Algorithm')}`);
  return method;
}

/** The enveloped-signature transform, or the XPath forms that mean the same. Other expressions are not evaluated. */
function removesSignature(transform: Element): boolean {
  const algorithm = transform.getAttribute('Algorithm');
  if (algorithm === enveloped) return true;
  const [expression, more] = childElements(transform);
  if (expression === undefined || more !== undefined) return false;
  const [, path = '', prefix = '', index = ''] =
    /^(not\(ancestor-or-self::|here\(\)\/ancestor::|\/descendant::|\/\/)([\w-]+):Signature(\)|\[1\])?$/.exec(
      plainText(expression).replace(/[\t\n\r ]+/g, ''),
    ) ?? [];
  if (path === '' || expression.lookupNamespaceURI(prefix) !== dsig) return false;
  if (algorithm === xpath) return path.startsWith('not') && index === ')';
  return (
    algorithm === filter &&
    expression.getAttribute('Filter') === 'subtract' &&
    !path.startsWith('not') &&
    index !== ')'
  );
}
