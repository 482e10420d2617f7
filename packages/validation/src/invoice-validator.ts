import { checkOptions, type OptionChecks } from '@ksef/core/internal';
import { type ValidationResult, validateInvoice } from './validate-invoice.js';
import { type ValidationOptions, validationChecks } from './validation-options.js';

/** Options of {@link invoiceValidator}: those of `validateInvoice` that do not depend on how an invoice is sent. */
export type InvoiceValidatorOptions = Pick<ValidationOptions, 'stages' | 'rules' | 'maxIssues'>;

/** How an invoice will be sent, as reported by the client. */
export interface SendingDetails {
  readonly sentBy?: 'online' | 'batch' | undefined;
  /** It was issued offline. Default false. */
  readonly offlineMode?: boolean | undefined;
  /** It replaces an offline invoice that KSeF rejected. Default false. */
  readonly isTechnicalCorrection?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Validates invoices for a client before it sends them. Created by {@link invoiceValidator}. */
export interface InvoiceValidator {
  /** Returns the result of `validateInvoice` for this file, sent in this way. */
  validate(invoice: Uint8Array, sending?: SendingDetails): Promise<ValidationResult>;
}

const { stages, rules, maxIssues } = validationChecks;
const checks: OptionChecks<InvoiceValidatorOptions> = { stages, rules, maxIssues };

/**
 * Creates a validator for the option `validator` of `createKsef`, and of the functions of `@ksef/sessions` that send.
 * It knows how an invoice is sent: attachments are an error online, unless the invoice is a technical correction, and
 * an earlier date needs no warning (`law-counts-as-offline`) if the invoice was issued offline.
 *
 * @throws InvalidInputError `INVALID_OPTION`
 * @example
 * ```ts
 * import { createKsef } from '@ksef/client';
 * import { invoiceValidator } from '@ksef/validation';
 *
 * const ksef = createKsef({
 *   environment: 'test',
 *   credentials: { ksefToken: process.env.KSEF_TOKEN ?? '' },
 *   validator: invoiceValidator({ rules: { 'law-old-date': 'off' } }),
 *   validate: 'refuse',
 * });
 * ```
 */
export function invoiceValidator(options: InvoiceValidatorOptions = {}): InvoiceValidator {
  checkOptions<InvoiceValidatorOptions>(options, checks);
  const asOffline: InvoiceValidatorOptions = {
    ...options,
    rules: { 'law-counts-as-offline': 'off', ...options.rules },
  };
  return {
    validate: (invoice, { sentBy, offlineMode, isTechnicalCorrection, signal } = {}) =>
      validateInvoice(invoice, {
        ...(offlineMode ? asOffline : options),
        // Technical corrections are sent online, with their attachments.
        sentBy: isTechnicalCorrection ? undefined : sentBy,
        signal,
      }),
  };
}
