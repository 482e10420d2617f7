import { type ContextInput, encodeBase64Url, InvalidInputError, lenientNip } from '@ksef/core';
import { quoted } from '@ksef/core/internal';
import { contextInLink } from './context-in-link.js';
import { hashInLink } from './invoice-hash.js';
import { matchLink } from './match-link.js';

/** Signs links with a KSeF certificate of type Offline. `offlineSigner` of `@ksef/qr/certificate` creates one. */
export interface OfflineSigner {
  /** Upper-case hexadecimal, 16 digits. */
  readonly certificateSerialNumber: string;
  /** RSA-PSS with SHA-256 and a salt of 32 bytes, or ECDSA on P-256 with SHA-256. */
  sign(bytes: Uint8Array, options?: { readonly signal?: AbortSignal | undefined }): Promise<Uint8Array>;
}

/** The input of a KOD II link. */
export interface CertificateLinkInput {
  /** One of `environments` of `@ksef/core`: the target of the link. */
  readonly environment: { readonly qrUrl: string };
  /** The context in which the invoice is issued. Default: the seller's own. */
  readonly context?: ContextInput | undefined;
  /** Ten digits. */
  readonly sellerNip: string;
  /** SHA-256 of the invoice file: 32 bytes, or their Base64. */
  readonly invoiceHash: Uint8Array | string;
  /** `offlineSigner(…)` of `@ksef/qr/certificate`, or your own. */
  readonly signer: OfflineSigner;
}

/**
 * The link behind KOD II, which proves who issued an offline invoice. Source: kody-qr.md.
 *
 * @throws InvalidInputError `INVALID_NIP`, `INVALID_CONTEXT`, `INVALID_HASH`, `INVALID_BASE64`; `INVALID_LINK` for an
 * environment without `qrUrl`; and what the signer throws
 * @example
 * ```ts
 * import { environments } from '@ksef/core';
 * import { certificateLink } from '@ksef/qr';
 * import { type CertificateSigner, offlineSigner } from '@ksef/qr/certificate';
 *
 * declare const key: CertificateSigner; // e.g. of signerFromPem()
 * const signer = offlineSigner(key);
 * const invoiceHash = 'ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=';
 * await certificateLink({ environment: environments.prd, sellerNip: '5265877635', invoiceHash, signer });
 * // https://qr.ksef.mf.gov.pl/certificate/Nip/5265877635/5265877635/01F20A5D352AE590/ungWv48B…/signature
 * ```
 */
export async function certificateLink(
  { environment, sellerNip, context, invoiceHash, signer }: CertificateLinkInput,
  options?: { readonly signal?: AbortSignal | undefined },
): Promise<string> {
  const seller = lenientNip(sellerNip);
  const path = contextPath(context ?? seller);
  const unsigned = `${environment.qrUrl}/certificate/${path}/${seller}/${signer.certificateSerialNumber}/${hashInLink(invoiceHash)}`;
  const [signedText] = matchLink(unsigned, 'certificate', '.+');
  const signature = await signer.sign(new TextEncoder().encode(signedText), options);
  return `${unsigned}/${encodeBase64Url(signature)}`;
}

function contextPath(context: ContextInput): string {
  const path = typeof context === 'string' ? `Nip/${context}` : `${context.type}/${context.value}`;
  if (new RegExp(`^(${contextInLink})$`).test(path)) return path;
  throw new InvalidInputError(`Invalid context ${quoted(path)}.`, {
    code: 'INVALID_CONTEXT',
    input: 'context',
  });
}
