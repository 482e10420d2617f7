import type { ContextIdentifier } from '@ksef/core';
import type { SubjectIdentifier } from '../identifiers/index.js';

/** Who makes an authenticated request, read from its access token. */
export interface Principal {
  readonly context: ContextIdentifier;
  readonly authReferenceNumber: string;
  /** Whose certificate logged in, or who made the KSeF token; of tokens that nobody made, the context's owner. */
  readonly subject: SubjectIdentifier;
  /** Permissions held, e.g. `InvoiceWrite`; owners hold all. */
  readonly permissions: readonly string[];
  /** Reference number of the KSeF token used to log in, if one was. */
  readonly ksefTokenReferenceNumber?: string;
}
