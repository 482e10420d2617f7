import type { X509Certificate } from 'node:crypto';
import type { Element } from '@xmldom/xmldom';
import { readXmlText } from '../../xml/index.js';
import { signatureHolds } from './algorithms.js';
import { canonicalize, isCanonicalization } from './canonicalize.js';
import { allElements, base64Content, childElements, dsig, onlyChild, parseXml } from './dom.js';
import { elementsById, findSignature } from './find-signature.js';
import { checkProfile } from './profile.js';
import { type SignedContent, verifyReferences } from './references.js';
import {
  invalidDocument,
  invalidSignature,
  unreadable,
  unsupportedAlgorithm,
  wrongEncoding,
} from './refusals.js';

/** A document whose signature holds. */
export interface VerifiedDocument {
  readonly certificate: X509Certificate;
  /** Root of the request, read again from the very bytes that were digested. */
  readonly request: Element;
}

/**
 * Verifies a signed login document. Everything that is used later comes from what the signature covers.
 *
 * @throws Problem 21001, 21217, 9101, 9102, 9103, 9105
 */
export function verifyDocument(bytes: Uint8Array): VerifiedDocument {
  const read = readXmlText(bytes);
  if ('fault' in read) throw read.encoding === true ? wrongEncoding(read.fault) : unreadable(read.fault);
  const document = parse(read.text);
  const signature = findSignature(document);
  const root = document.documentElement as Element;
  refuseSplitValues(root);
  const byId = elementsById(root);
  const signedInfo = onlyChild(signature, dsig, 'SignedInfo');
  const signed = verifyReferences(signature, signedInfo, byId, read.text);
  const certificate = checkProfile(signature, signed);
  verifyValue(signature, signedInfo, certificate);
  return { certificate, request: requestIn(signature, signed) };
}

function parse(text: string) {
  try {
    return parseXml(text);
  } catch (error) {
    throw unreadable(error instanceof Error ? (error.message.split('\n')[0] ?? '') : '');
  }
}

function verifyValue(signature: Element, signedInfo: Element, certificate: X509Certificate): void {
  const method = onlyChild(signedInfo, dsig, 'CanonicalizationMethod');
  if (!isCanonicalization(method.getAttribute('Algorithm'))) {
    throw unsupportedAlgorithm(`CanonicalizationMethod: ${method.getAttribute('Algorithm')}`);
  }
  const holds = signatureHolds(
    onlyChild(signedInfo, dsig, 'SignatureMethod').getAttribute('Algorithm'),
    Buffer.from(canonicalize(signedInfo, method)),
    base64Content(onlyChild(signature, dsig, 'SignatureValue')),
    certificate.publicKey,
  );
  if (!holds) throw invalidSignature('Podpis zweryfikowany negatywnie.');
}

/** The one covered content that is a request; the signature's own parts are covered beside it. */
function requestIn(signature: Element, signed: readonly SignedContent[]): Element {
  const contents = signed.filter(
    ({ element }) =>
      element === undefined || (element.localName === 'Object' && element.parentNode === signature),
  );
  const [only, more] = contents;
  if (only === undefined || more !== undefined)
    throw invalidSignature('Podpis musi obejmować dokładnie jeden dokument AuthTokenRequest.');
  const root = parse(only.content).documentElement as Element;
  const [request, another] =
    root.localName === 'Object' && root.namespaceURI === dsig ? childElements(root) : [root];
  if (request?.localName !== 'AuthTokenRequest' || another !== undefined)
    throw invalidDocument('Podpisany dokument nie jest dokumentem AuthTokenRequest.');
  return request;
}

/** A comment inside a value could part what one reader sees from what another one signed. */
function refuseSplitValues(root: Element): void {
  for (const element of allElements(root)) {
    const nodes = [...element.childNodes];
    const isValue = !nodes.some((node) => node.nodeType === node.ELEMENT_NODE);
    if (isValue && nodes.some((node) => node.nodeType === node.COMMENT_NODE))
      throw invalidSignature(`Element ${element.localName} zawiera komentarz.`);
  }
}
