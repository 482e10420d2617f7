import { encodeBase64, SignatureError } from '@ksef/core';
import { quoted, shortened } from '@ksef/core/internal';
import type { Element } from '@xmldom/xmldom';
import type { HashName } from '../signers/algorithm-names.js';
import { dsNamespace, envelopedSignature, hashOfUri } from '../xades/xml-signature-names.js';
import { canonicalize, defaultC14n, isCanonicalization } from './canonicalize.js';
import { decodeXmlBase64 } from './decode-xml-base64.js';
import { digestBase64 } from './digest.js';
import { checkSaysTheSame } from './document-outline.js';
import type { SignedXmlDocument } from './parse-signed-xml.js';
import type { SignedReference } from './read-signature.js';
import { childrenOf, onlyChild } from './xml-children.js';

const xpathTransform = 'http://www.w3.org/TR/1999/REC-xpath-19991116';
const filterTransform = 'http://www.w3.org/2002/06/xmldsig-filter2';

/**
 * Recomputes the digest of a reference.
 *
 * `target` is the target of the reference's URI. Only transforms that leave the target unchanged or remove the
 * signature from it are accepted. Others could cast doubt on what was signed.
 *
 * @throws SignatureError `UNSUPPORTED_TRANSFORM`, `WEAK_DIGEST`, `UNSUPPORTED_ALGORITHM`, `DIGEST_MISMATCH`
 */
export async function verifyReference(
  document: SignedXmlDocument,
  { reference, target }: SignedReference,
  signature: Element,
): Promise<void> {
  const transforms = childrenOf(reference, dsNamespace, 'Transforms').flatMap((list) =>
    childrenOf(list, dsNamespace, 'Transform'),
  );
  const isEnveloped = contains(target, signature);
  const removals = transforms.filter(removesSignature);
  const [c14n, ...rest] = transforms.filter((transform) => !removesSignature(transform));
  if (
    rest.length > 0 ||
    removals.length !== (isEnveloped ? 1 : 0) ||
    (removals[0] && transforms[0] !== removals[0])
  ) {
    throw unsupported(reference, 'they do not leave exactly the document without its signature');
  }
  const algorithm = c14n?.getAttribute('Algorithm') ?? defaultC14n;
  if (!isCanonicalization(algorithm)) throw unsupported(reference, `${shortened(algorithm)} is among them`);
  const text = await canonicalize(isEnveloped ? without(target, signature) : target, algorithm, {
    method: c14n,
  });
  checkSaysTheSame(document, { element: target, without: isEnveloped ? signature : undefined }, text);
  const { hash, value } = readDigest(reference);
  if ((await digestBase64(hash, text)) === value) return;
  throw new SignatureError(
    `What the reference ${quoted(reference.getAttribute('URI'))} covers was changed after it was signed.`,
    { code: 'DIGEST_MISMATCH' },
  );
}

/**
 * Hash and value (Base64) of a digest.
 *
 * @throws SignatureError `WEAK_DIGEST`, `UNSUPPORTED_ALGORITHM`, `INVALID_STRUCTURE`
 */
export function readDigest(parent: Element): { hash: HashName; value: string } {
  const uri = onlyChild(parent, dsNamespace, 'DigestMethod').getAttribute('Algorithm') ?? '';
  const hash = hashOfUri(uri);
  if (hash === undefined) throw refusedHash(uri);
  return { hash, value: encodeBase64(decodeXmlBase64(onlyChild(parent, dsNamespace, 'DigestValue'))) };
}

/** The error for an unsupported digest or signature algorithm. */
export function refusedHash(uri: string): SignatureError {
  return /sha1|md5/i.test(uri)
    ? new SignatureError(
        `The signature uses SHA-1 or MD5 (${shortened(uri)}): sign with SHA-256 or better.`,
        {
          code: 'WEAK_DIGEST',
        },
      )
    : new SignatureError(`The algorithm ${quoted(uri)} is not supported.`, {
        code: 'UNSUPPORTED_ALGORITHM',
      });
}

/** Enveloped signatures, and the two XPath forms that some programs use for the same. */
function removesSignature(transform: Element): boolean {
  const algorithm = transform.getAttribute('Algorithm');
  if (algorithm === envelopedSignature) return true;
  const xpath = (namespace: string) => {
    const [element, ...others] = childrenOf(transform, namespace, 'XPath');
    return element && others.length === 0 ? element : undefined;
  };
  const isDs = (element: Element, prefix: string) => element.lookupNamespaceURI(prefix) === dsNamespace;
  if (algorithm === xpathTransform) {
    const element = xpath(dsNamespace);
    const match = /^\s*not\(\s*ancestor-or-self::(\w+):Signature\s*\)\s*$/.exec(element?.textContent ?? '');
    return element !== undefined && match?.[1] !== undefined && isDs(element, match[1]);
  }
  if (algorithm === filterTransform) {
    const element = xpath(filterTransform);
    const match = /^\s*\/descendant::(\w+):Signature\s*$/.exec(element?.textContent ?? '');
    const isSubtraction = element?.getAttribute('Filter') === 'subtract';
    return element !== undefined && isSubtraction && match?.[1] !== undefined && isDs(element, match[1]);
  }
  return false;
}

function contains(outer: Element, inner: Element): boolean {
  for (let node = inner.parentNode; node !== null; node = node.parentNode) if (node === outer) return true;
  return false;
}

/** A copy of the root without the signature, which is its child. */
function without(root: Element, signature: Element): Element {
  const index = [...root.childNodes].indexOf(signature);
  const copy = root.cloneNode(true) as Element;
  const node = copy.childNodes[index];
  if (node) copy.removeChild(node);
  return copy;
}

function unsupported(reference: Element, why: string): SignatureError {
  return new SignatureError(
    `The transforms of the reference ${quoted(reference.getAttribute('URI'))} are not accepted: ${why}.`,
    { code: 'UNSUPPORTED_TRANSFORM' },
  );
}
