import { type Clock, InvalidInputError, type KsefError, SignatureError, systemClock } from '@ksef/core';
import { checkOptions, isClock, isSignal, shortened } from '@ksef/core/internal';
import type { Element } from '@xmldom/xmldom';
import { checkValidity } from '../certificates/check-validity.js';
import type { CertificateInfo } from '../certificates/read-certificate.js';
import { type SubjectIdentifier, subjectIdentifier } from '../certificates/subject-identifier.js';
import { integerSizes } from '../signers/ecdsa-signature.js';
import type { SignatureAlgorithm } from '../signers/signature-algorithm.js';
import { signatureVerifier } from '../signers/signature-verifier.js';
import { algorithmOfUri, dsNamespace, xadesNamespace } from '../xades/xml-signature-names.js';
import { canonicalize } from './canonicalize.js';
import { decodeXmlBase64 } from './decode-xml-base64.js';
import { checkSaysTheSame } from './document-outline.js';
import { parseSignedXml } from './parse-signed-xml.js';
import { readSignature } from './read-signature.js';
import { signingCertificate } from './signing-certificate.js';
import { refusedHash, verifyReference } from './verify-reference.js';
import { onlyChild } from './xml-children.js';

/** The contents of a valid signature. */
export interface ValidXades {
  readonly isValid: true;
  readonly certificate: CertificateInfo;
  /** DER of the certificates in the document, the signer's first. */
  readonly certificateChain: readonly Uint8Array[];
  /** How KSeF identifies the signer; undefined if only by the certificate's fingerprint. */
  readonly subjectIdentifier: SubjectIdentifier | undefined;
  /** As specified in the document: ISO 8601. Only the signer vouches for it. */
  readonly signingTime: string;
  readonly algorithm: SignatureAlgorithm;
  readonly packaging: 'enveloped' | 'enveloping';
}

/** Why a signature is invalid. */
export interface InvalidXades {
  readonly isValid: false;
  readonly reason: {
    /** `INVALID_XML`, `NO_SIGNATURE`, `DIGEST_MISMATCH`, `CERTIFICATE_EXPIRED` and so on. */
    readonly code: string;
    readonly message: string;
  };
}

/** Options of {@link verifyXades}. */
export interface VerifyXadesOptions {
  /** The clock for checking the certificate's validity. Default: the system clock. */
  readonly clock?: Clock | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Verifies an XAdES signature over a whole document (enveloped or enveloping): every reference, the signature, and that
 * the certificate is the one specified in the signature and valid now. It does not check whether the issuer is trusted
 * or the certificate was revoked.
 *
 * It also rejects everything that two parsers could interpret differently (DTD, comments, repeated ids, several
 * signatures, references outside the document, transforms that select parts), and SHA-1.
 *
 * @throws InvalidInputError `INVALID_OPTION`
 * @example
 * ```ts
 * import { readFile } from 'node:fs/promises';
 * import { verifyXades } from '@ksef/signing';
 *
 * const result = await verifyXades(await readFile('signed.xml'));
 * console.log(result.isValid ? result.certificate.subject : result.reason.message);
 * ```
 */
export async function verifyXades(
  xml: string | Uint8Array,
  options: VerifyXadesOptions = {},
): Promise<ValidXades | InvalidXades> {
  checkOptions<VerifyXadesOptions>(options, { clock: isClock, signal: isSignal });
  try {
    const { content: _, ...result } = await verifyContent(xml, options);
    return result;
  } catch (error) {
    options.signal?.throwIfAborted();
    if (!(error instanceof SignatureError || error instanceof InvalidInputError)) throw error;
    return {
      isValid: false,
      reason: { code: (error as KsefError).code, message: (error as KsefError).message },
    };
  }
}

/** The same, with the signed content. Throws the reason. */
export async function verifyContent(
  xml: string | Uint8Array,
  { clock = systemClock, signal }: VerifyXadesOptions,
): Promise<ValidXades & { readonly content: Element }> {
  signal?.throwIfAborted();
  const document = await parseSignedXml(xml);
  const parts = readSignature(document.root);
  const { signature, signedInfo, signedProperties, content, packaging, references } = parts;
  const { certificate, chain } = await signingCertificate(parts);
  for (const reference of references) await verifyReference(document, reference, signature);

  const algorithm = algorithmOf(signedInfo, certificate);
  const c14n = onlyChild(signedInfo, dsNamespace, 'CanonicalizationMethod');
  const text = await canonicalize(signedInfo, c14n.getAttribute('Algorithm') ?? '', {
    method: c14n,
    mayKeepComments: true,
  });
  checkSaysTheSame(document, { element: signedInfo }, text);
  const value = decodeXmlBase64(onlyChild(signature, dsNamespace, 'SignatureValue'));
  const verify = await signatureVerifier(certificate, algorithm);
  if (!(await verify(new TextEncoder().encode(text), value))) throw wrongValue(value, algorithm);

  const properties = onlyChild(signedProperties, xadesNamespace, 'SignedSignatureProperties');
  const signingTime = (onlyChild(properties, xadesNamespace, 'SigningTime').textContent ?? '').trim();
  if (Number.isNaN(Date.parse(signingTime))) {
    throw new SignatureError('SigningTime is not a date and time.', { code: 'INVALID_STRUCTURE' });
  }
  checkValidity(certificate, clock.now());
  return {
    isValid: true,
    certificate,
    certificateChain: chain,
    subjectIdentifier: subjectIdentifier(certificate).identifier,
    signingTime,
    algorithm,
    packaging,
    content,
  };
}

function algorithmOf(signedInfo: Element, { publicKey }: CertificateInfo): SignatureAlgorithm {
  const uri = onlyChild(signedInfo, dsNamespace, 'SignatureMethod').getAttribute('Algorithm') ?? '';
  const algorithm = algorithmOfUri(uri, publicKey.type === 'EC' ? publicKey.namedCurve : undefined);
  if (algorithm !== undefined) return algorithm;
  if (algorithmOfUri(uri, publicKey.type === 'EC' ? undefined : 'P-256')) {
    throw new SignatureError(
      `The certificate's key is ${publicKey.type}, the signature says ${shortened(uri)}.`,
      {
        code: 'CERTIFICATE_MISMATCH',
      },
    );
  }
  throw refusedHash(uri);
}

function wrongValue(value: Uint8Array, algorithm: SignatureAlgorithm): SignatureError {
  const isDer = algorithm.name === 'ECDSA' && value.length !== 2 * integerSizes[algorithm.namedCurve];
  return new SignatureError(
    isDer
      ? `An ECDSA signature on ${algorithm.namedCurve} has ${2 * integerSizes[algorithm.namedCurve]} bytes (r and s); this one has ${value.length}: is it DER?`
      : 'The signature does not verify by the certificate: another key signed, or something was changed.',
    { code: 'INVALID_SIGNATURE' },
  );
}
