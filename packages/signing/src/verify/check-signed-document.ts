import { contextKey, SignatureError, toContext } from '@ksef/core';
import type { Element } from '@xmldom/xmldom';
import { checkSubject } from '../certificates/check-subject.js';
import {
  type AuthTokenRequest,
  requestNamespace,
  type SubjectIdentifierType,
} from '../xades/auth-token-request.js';
import { isElement } from './parse-signed-xml.js';
import { type ValidXades, type VerifyXadesOptions, verifyContent } from './verify-xades.js';

/**
 * Checks an `AuthTokenRequest` that was signed elsewhere (trusted profile, a vendor's program) before it is sent: its
 * signature, that it asks for what was meant, and that KSeF will find in the certificate who logs in.
 *
 * @throws SignatureError the reason as of `verifyXades`; `REQUEST_MISMATCH` when the document is not the one asked for
 * @throws InvalidInputError `UNUSABLE_SUBJECT`, `CERTIFICATE_EXPIRED`, `CERTIFICATE_NOT_YET_VALID`
 * @example
 * ```ts
 * import { nip } from '@ksef/core';
 * import { checkSignedDocument } from '@ksef/signing';
 *
 * declare const signedXml: string; // from gov.pl
 * declare const challenge: string; // from KSeF, at most ten minutes ago
 * const { certificate } = await checkSignedDocument(signedXml, { challenge, context: nip('5265877635') });
 * ```
 */
export async function checkSignedDocument(
  xml: string | Uint8Array,
  request: Pick<AuthTokenRequest, 'challenge' | 'context' | 'subjectIdentifierType'>,
  options: VerifyXadesOptions = {},
): Promise<ValidXades> {
  const { content, ...result } = await verifyContent(xml, options);
  const fields = readRequest(content);
  const expected = contextKey(toContext(request.context));
  if (fields.challenge !== request.challenge) {
    throw mismatch(`challenge ${fields.challenge}`, request.challenge);
  }
  if (fields.context !== expected) throw mismatch(`context ${fields.context}`, expected);
  const { subjectIdentifierType } = request;
  if (subjectIdentifierType !== undefined && fields.subjectIdentifierType !== subjectIdentifierType) {
    throw mismatch(`subjectIdentifierType ${fields.subjectIdentifierType}`, subjectIdentifierType);
  }
  checkSubject(result.certificate, fields.subjectIdentifierType as SubjectIdentifierType);
  return result;
}

function readRequest(root: Element): { challenge: string; context: string; subjectIdentifierType: string } {
  const namespaces = [requestNamespace('2.1'), requestNamespace('2.0')];
  if (root.localName !== 'AuthTokenRequest' || !namespaces.includes(root.namespaceURI ?? '')) {
    throw mismatch(`${root.localName} in ${root.namespaceURI}`, 'AuthTokenRequest of version 2.1 or 2.0');
  }
  const child = (name: string) =>
    [...root.childNodes].filter(isElement).find((element) => element.localName === name);
  const context = [...(child('ContextIdentifier')?.childNodes ?? [])].find(isElement);
  const text = (element: Element | undefined) => element?.textContent?.trim() ?? '';
  return {
    challenge: text(child('Challenge')),
    context: `${context?.localName}:${text(context)}`,
    subjectIdentifierType: text(child('SubjectIdentifierType')),
  };
}

function mismatch(found: string, expected: string): SignatureError {
  return new SignatureError(`The signed document has ${found}; ${expected} was asked for.`, {
    code: 'REQUEST_MISMATCH',
  });
}
