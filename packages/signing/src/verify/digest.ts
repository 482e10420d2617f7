import { encodeBase64 } from '@ksef/core';
import type { HashName } from '../signers/algorithm-names.js';
import { digestUris } from '../xades/xml-signature-names.js';
import { loadXmldsig } from './load-xmldsig.js';

/** The digest of bytes, or of text in UTF-8, in Base64 as `DigestValue` has it. */
export async function digestBase64(hash: HashName, content: string | Uint8Array): Promise<string> {
  const { CryptoConfig } = await loadXmldsig();
  const algorithm = CryptoConfig.CreateHashAlgorithm(digestUris[hash]);
  // For a view, the library would digest the whole underlying buffer.
  return encodeBase64(
    await algorithm.Digest(typeof content === 'string' ? content : Uint8Array.from(content)),
  );
}
