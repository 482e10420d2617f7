import { type ContextInput, type KsefEnvironment, sha256 } from '@ksef/core';
import { anything, checkOptions, required } from '@ksef/core/internal';
import { readInvoice } from '@ksef/documents';
import type { CertificateSigner } from '../certificate/certificate-signer.js';
import { type OfflineSignerOptions, offlineSigner } from '../certificate/offline-signer.js';
import { certificateLink } from '../certificate-link.js';
import { type InvoiceLinkInput, invoiceLink } from '../invoice-link.js';

/** The environment that the links lead to. */
export interface InvoiceLinkOptions {
  readonly environment: Pick<KsefEnvironment, 'qrUrl'>;
}

/** Options of {@link offlineLinksOf}. */
export interface OfflineLinksOptions extends InvoiceLinkOptions, OfflineSignerOptions {
  /** Any signer with a KSeF certificate of type Offline. An RSA key signs with RSA-PSS and SHA-256. */
  readonly signer: CertificateSigner;
  /** The context in which the invoice is issued. Default: the seller's own. */
  readonly context?: ContextInput | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** The links of an invoice that is issued offline. */
export interface OfflineLinks {
  /** KOD I. */
  readonly invoiceLink: string;
  /** KOD II. */
  readonly certificateLink: string;
}

/**
 * The link of KOD I from the invoice file itself: seller, date of issue and hash are read from it.
 *
 * Pass exactly the bytes that are sent: a different line break gives a different hash. A text is encoded as UTF-8.
 *
 * @throws InvalidInputError what `readInvoice` of `@ksef/documents` and `invoiceLink` throw
 * @example
 * ```ts
 * import { environments } from '@ksef/core';
 * import { invoiceLinkOf } from '@ksef/qr/invoice';
 *
 * declare const file: Uint8Array;
 * const link = await invoiceLinkOf(file, { environment: environments.prd });
 * ```
 */
export async function invoiceLinkOf(file: Uint8Array | string, options: InvoiceLinkOptions): Promise<string> {
  checkOptions<InvoiceLinkOptions>(options, { environment: required(anything) });
  const { environment } = options;
  return invoiceLink({ environment, ...(await factsOf(file)) });
}

/**
 * The links of KOD I and KOD II from the invoice file itself.
 *
 * @throws InvalidInputError what `readInvoice` of `@ksef/documents`, `offlineSigner` and `certificateLink` throw
 * @throws SignatureError `SIGNATURE_MISMATCH`
 * @example
 * ```ts
 * import { environments } from '@ksef/core';
 * import type { CertificateSigner } from '@ksef/qr/certificate';
 * import { offlineLinksOf } from '@ksef/qr/invoice';
 *
 * declare const file: Uint8Array, signer: CertificateSigner;
 * const links = await offlineLinksOf(file, { environment: environments.prd, signer });
 * ```
 */
export async function offlineLinksOf(
  file: Uint8Array | string,
  { environment, signer, context, signal, ...signing }: OfflineLinksOptions,
): Promise<OfflineLinks> {
  const facts = await factsOf(file);
  const offline = offlineSigner(signer, signing);
  return {
    invoiceLink: invoiceLink({ environment, ...facts }),
    certificateLink: await certificateLink({ environment, context, signer: offline, ...facts }, { signal }),
  };
}

async function factsOf(file: Uint8Array | string): Promise<Omit<InvoiceLinkInput, 'environment'>> {
  const bytes = typeof file === 'string' ? new TextEncoder().encode(file) : file;
  const { sellerNip, issueDate } = readInvoice(bytes);
  return { sellerNip, issueDate, invoiceHash: await sha256(bytes) };
}
