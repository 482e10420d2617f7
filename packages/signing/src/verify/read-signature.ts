import { SignatureError } from '@ksef/core';
import { quoted } from '@ksef/core/internal';
import type { Element } from '@xmldom/xmldom';
import { dsNamespace, signedPropertiesType, xadesNamespace } from '../xades/xml-signature-names.js';
import { childrenOf, isElement, onlyChild } from './xml-children.js';

/** The parts of a signed document, each found at its only valid position. */
export interface SignatureParts {
  readonly signature: Element;
  readonly signedInfo: Element;
  readonly signedProperties: Element;
  /** The signed content: the whole document except for the signature, or the content of an enveloping signature. */
  readonly content: Element;
  readonly packaging: 'enveloped' | 'enveloping';
  /** Every reference with its target. All of them must be valid. */
  readonly references: readonly SignedReference[];
}

/** A `Reference` of a signature. */
export interface SignedReference {
  readonly reference: Element;
  /** The target of its URI. */
  readonly target: Element;
}

// Content, properties, and additions of some programs: KeyInfo and objects.
const mostReferences = 5;

/**
 * Finds signature, properties and content. It never searches the whole document by id or name, so that a moved part is
 * never mistaken for the signed one.
 *
 * @throws SignatureError `NO_SIGNATURE`, `TOO_MANY_SIGNATURES`, `TOO_MANY_REFERENCES`, `INVALID_STRUCTURE`, `NOT_XADES`, `EXTERNAL_REFERENCE`,
 * `CONTENT_NOT_COVERED`
 */
export function readSignature(root: Element): SignatureParts {
  const below = root.getElementsByTagNameNS(dsNamespace, 'Signature');
  const signatures = isSignature(root) ? [root, ...below] : [...below];
  const signature = signatures[0];
  if (signature === undefined) throw refused('NO_SIGNATURE', 'The document has no signature.');
  if (signatures.length > 1)
    throw refused('TOO_MANY_SIGNATURES', 'The document has more than one signature.');
  const packaging = signature === root ? 'enveloping' : 'enveloped';
  if (packaging === 'enveloped' && signature.parentNode !== root) {
    throw refused('INVALID_STRUCTURE', "The signature is not a child of the document's root.");
  }

  const signedInfo = onlyChild(signature, dsNamespace, 'SignedInfo');
  const signedProperties = propertiesOf(signature);
  const references = referencesOf(signedInfo, root, signature);
  const covering = references.filter(
    ({ reference, target }) =>
      target === signedProperties && reference.getAttribute('Type') === signedPropertiesType,
  );
  if (covering.length !== 1) {
    throw refused('NOT_XADES', 'The signature does not cover its SignedProperties: it is not XAdES.');
  }
  const contents = references.filter(
    ({ target }) => target !== signedProperties && isContent(target, root, signature),
  );
  const [content, ...others] = contents;
  if (content === undefined || others.length > 0) {
    throw refused(
      'CONTENT_NOT_COVERED',
      'The signature does not cover the document, or more than one thing.',
    );
  }
  return {
    signature,
    signedInfo,
    signedProperties,
    content: packaging === 'enveloped' ? root : enveloped(content.target),
    packaging,
    references,
  };
}

function isSignature({ namespaceURI, localName }: Element): boolean {
  return namespaceURI === dsNamespace && localName === 'Signature';
}

function referencesOf(signedInfo: Element, root: Element, signature: Element): SignedReference[] {
  const elements = childrenOf(signedInfo, dsNamespace, 'Reference');
  if (elements.length > mostReferences) {
    throw refused(
      'TOO_MANY_REFERENCES',
      `The signature has ${elements.length} references: at most ${mostReferences} are accepted.`,
    );
  }
  const references = elements.map((reference) => ({
    reference,
    target: targetOf(reference, root, signature),
  }));
  if (new Set(references.map(({ target }) => target)).size < references.length)
    throw refused('INVALID_STRUCTURE', 'The signature refers to the same part more than once.');
  return references;
}

function propertiesOf(signature: Element): Element {
  const qualifying = childrenOf(signature, dsNamespace, 'Object').flatMap((object) =>
    childrenOf(object, xadesNamespace, 'QualifyingProperties'),
  );
  const [properties, ...others] = qualifying;
  if (properties === undefined || others.length > 0) {
    throw refused('NOT_XADES', 'The signature has no QualifyingProperties, or several: it is not XAdES.');
  }
  const id = signature.getAttribute('Id');
  if (!id || properties.getAttribute('Target') !== `#${id}`) {
    throw refused('NOT_XADES', 'QualifyingProperties do not name the signature as their target.');
  }
  return onlyChild(properties, xadesNamespace, 'SignedProperties');
}

function targetOf(reference: Element, root: Element, signature: Element): Element {
  const uri = reference.getAttribute('URI');
  if (uri === '') return root;
  if (uri === null || !uri.startsWith('#') || uri.startsWith('#xpointer')) {
    throw refused('EXTERNAL_REFERENCE', `The signature refers to ${quoted(uri)}, outside the document.`);
  }
  const id = uri.slice(1);
  const target = [root, signature, ...signature.getElementsByTagName('*')].find(
    (element) => idOf(element) === id,
  );
  if (target) return target;
  throw refused(
    'INVALID_STRUCTURE',
    `The signature refers to ${quoted(uri)}, which is neither the root nor a part of it.`,
  );
}

function idOf(element: Element): string | null {
  return element.getAttribute('Id') ?? element.getAttribute('ID') ?? element.getAttribute('id');
}

function isContent(target: Element, root: Element, signature: Element): boolean {
  if (signature !== root) return target === root;
  const object = target.localName === 'Object' ? target : (target.parentNode as Element);
  return (
    object.namespaceURI === dsNamespace && object.localName === 'Object' && object.parentNode === signature
  );
}

/** The document within `ds:Object`, or the document itself. */
function enveloped(target: Element): Element {
  if (target.namespaceURI !== dsNamespace) return target;
  const [content, ...others] = [...target.childNodes].filter(isElement);
  if (content !== undefined && others.length === 0) return content;
  throw refused('INVALID_STRUCTURE', 'The signature envelopes more than one element.');
}

function refused(code: string, message: string): SignatureError {
  return new SignatureError(message, { code });
}
