import { decodeBase64 } from '@ksef/core';
import { SignedXml, xml } from 'xadesjs';
import { KeyInfo, KeyInfoX509Data, Parse, Transforms, X509Certificate, XmlCanonicalizer } from 'xmldsigjs';
import type { SignatureAlgorithm } from '../signers/signature-algorithm.js';
import { setUpXmlLibraries } from './xml-libraries.js';
import { exclusiveC14n, signatureUri, signedPropertiesType } from './xml-signature-names.js';

// Fixed, so that both steps of a two-step signature write the same document.
const requestId = 'AuthTokenRequest';
const propertiesId = 'SignedProperties';
const signatureId = 'Signature';

/** Everything in a signature except its value. */
export interface LoginSignatureParts {
  /** The `AuthTokenRequest`, XML. */
  readonly request: string;
  /** ISO 8601, whole seconds in UTC. */
  readonly signingTime: string;
  readonly algorithm: SignatureAlgorithm;
  /** Base64 of DER, the signer's own first. */
  readonly certificateChain: readonly string[];
}

/**
 * Prepares the XAdES signature (BASELINE-B, enveloped) of a login: the bytes to sign, and the signed document
 * afterwards.
 */
export async function prepareLoginSignature(parts: LoginSignatureParts): Promise<PreparedSignature> {
  setUpXmlLibraries();
  const signature = new LoginSignature();
  const bytes = await signature.prepare(parts);
  return { bytes, complete: (value) => signature.complete(value) };
}

/** A signature without its value. */
export interface PreparedSignature {
  /** Exactly the bytes to sign: `SignedInfo` in canonical form. */
  readonly bytes: Uint8Array;
  /** The signed document. ECDSA: r and s side by side. */
  complete(value: Uint8Array): string;
}

/**
 * xadesjs signs with a WebCrypto key in one call. This splits the call at the point where the key is used, so that the
 * key can be anywhere.
 */
class LoginSignature extends SignedXml {
  #request: Element | undefined;

  async prepare({ request, signingTime, algorithm, certificateChain }: LoginSignatureParts) {
    const root = Parse(request).documentElement;
    const { XmlSignature: signature, Properties: properties } = this;
    const { name, hash } = algorithm;
    signature.SignedInfo.CanonicalizationMethod.Algorithm = exclusiveC14n;
    signature.SignedInfo.SignatureMethod.Algorithm = signatureUri(algorithm);
    if (properties) properties.Target = `#${signatureId}`;
    this.SignedProperties.Id = propertiesId;
    this.SignedProperties.SignedDataObjectProperties.DataObjectFormats.Add(formatOfRequest());
    // Only the algorithm of the key is read.
    const key = { algorithm: { name, hash } } as unknown as CryptoKey;
    await this.ApplySignOptions(signature, { name }, key, {
      id: signatureId,
      signingTime: { value: new Date(signingTime), format: 'isoUtcDateTime' },
      signingCertificateV2: { certificate: certificateChain[0] as string, digestAlgorithm: hash },
      references: [{ id: requestId, uri: '', hash, transforms: ['enveloped', 'exc-c14n'] }],
    });
    signature.KeyInfo = keyInfo(certificateChain);
    for (const reference of signature.SignedInfo.References.GetIterator()) {
      if (reference.Type === signedPropertiesType) reference.Transforms = this.#canonical();
    }
    await this.DigestReferences(root);
    this.#request = root;
    return new TextEncoder().encode(this.TransformSignedInfo(root));
  }

  complete(value: Uint8Array): string {
    this.XmlSignature.SignatureValue = value;
    const root = this.#request?.cloneNode(true) as Element;
    root.appendChild(this.GetXml() as Element);
    // In canonical form, every parser reads what was digested.
    return `<?xml version="1.0" encoding="utf-8"?>${new XmlCanonicalizer(false, true).Canonicalize(root)}`;
  }

  #canonical(): Transforms {
    const transforms = new Transforms();
    transforms.Add(this.ResolveTransform('exc-c14n'));
    return transforms;
  }
}

function formatOfRequest(): xml.DataObjectFormat {
  const format = new xml.DataObjectFormat();
  format.ObjectReference = `#${requestId}`;
  format.MimeType = 'text/xml';
  return format;
}

/** One `X509Data` with the whole chain. */
function keyInfo(certificateChain: readonly string[]): KeyInfo {
  const data = new KeyInfoX509Data();
  for (const base64 of certificateChain) {
    data.AddCertificate(new X509Certificate(decodeBase64(base64)));
  }
  const info = new KeyInfo();
  info.Add(data);
  return info;
}
