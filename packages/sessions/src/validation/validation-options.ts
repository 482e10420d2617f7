import { InvalidInputError } from '@ksef/core';
import { type OptionChecks, objectWith, oneOf } from '@ksef/core/internal';
import type { InvoiceValidator } from './invoice-validator.js';

/** Options of validating invoices before they are sent. */
export interface InvoiceValidationOptions {
  /** Validates each invoice before it is sent: `invoiceValidator()` of `@ksef/validation`. Default: none. */
  readonly validator?: InvoiceValidator | undefined;
  /**
   * What happens to an invoice with errors. `refuse`: it is not sent, and its result is `failed` with the code
   * `INVALID_INVOICE`. `warn`: it is sent. Both emit an event (`invoice-issues`) and return the result's `issues`.
   * `off`: nothing is validated. Default `refuse` when there is a `validator`.
   */
  readonly validate?: 'warn' | 'refuse' | 'off' | undefined;
}

export const invoiceValidationChecks: OptionChecks<InvoiceValidationOptions> = /* @__PURE__ */ Object.freeze({
  validator: objectWith('validate'),
  validate: oneOf('warn', 'refuse', 'off'),
});

/**
 * Rejects `validate` without a validator: otherwise invoices would be sent unvalidated, against the caller's intention.
 *
 * @throws InvalidInputError `INVALID_OPTION`
 */
export function checkValidator({ validator, validate = 'off' }: InvoiceValidationOptions): void {
  if (validate === 'off' || validator !== undefined) return;
  throw new InvalidInputError(
    `validate: '${validate}' needs a validator. Pass validator: invoiceValidator() of @ksef/validation.`,
    { code: 'INVALID_OPTION', input: 'validator' },
  );
}
