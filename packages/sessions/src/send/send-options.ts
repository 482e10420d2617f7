import {
  anything,
  callback,
  expects,
  flag,
  isSignal,
  nested,
  numberOrInfinity,
  type OptionChecks,
  objectWith,
  required,
  someText,
  wholeNumber,
} from '@ksef/core/internal';
import type { SendBatchOptions } from '../batch/index.js';
import type { SessionEvent } from '../events/index.js';
import type { SendInvoicesOptions } from '../online/index.js';
import type { SymmetricKeyEncryptor } from '../opening/index.js';
import { encryptorCheck, requestTimeout } from '../options/index.js';
import { type InvoiceValidationOptions, invoiceValidationChecks } from '../validation/index.js';
import type { OnlineAllowance } from './online-allowance.js';

type Common =
  | 'encryptor'
  | 'onEvent'
  | 'signal'
  | 'context'
  | 'timeoutMs'
  | 'feature'
  | 'checkDuplicates'
  | keyof InvoiceValidationOptions;

/** Options of `send`. */
export interface SendOptions extends Pick<SendBatchOptions, Exclude<Common, 'encryptor' | 'onEvent'>> {
  readonly encryptor: SymmetricKeyEncryptor;
  /**
   * The longest time that online sending may wait for KSeF's limits before a batch is the better choice, in
   * milliseconds. Default 60 000, which is 60 invoices.
   */
  readonly maxOnlineWaitMs?: number | undefined;
  /** How many invoices KSeF accepts online. Default: the response of `GET /rate-limits`, requested when it matters. */
  readonly onlineAllowance?: OnlineAllowance | undefined;
  /**
   * How many results may wait for that of a slower earlier input, e.g. when a few are sent online among many by batch.
   * Then no more inputs are taken until it is ready. Default 10 000.
   */
  readonly maxHeldResults?: number | undefined;
  /** Further options of online sending. */
  readonly online?: Omit<SendInvoicesOptions, Common> | undefined;
  /** Further options of batch sending. */
  readonly batch?: Omit<SendBatchOptions, Common> | undefined;
  readonly onEvent?: ((event: SessionEvent) => void) | undefined;
}

/** Separate options of each mode, validated by that mode. */
export const sendChecks: OptionChecks<SendOptions> = /* @__PURE__ */ Object.freeze({
  ...invoiceValidationChecks,
  encryptor: encryptorCheck,
  signal: isSignal,
  context: anything,
  timeoutMs: requestTimeout,
  feature: someText,
  checkDuplicates: flag,
  maxOnlineWaitMs: expects('a number', (value) => typeof value === 'number' && !Number.isNaN(value)),
  onlineAllowance: nested<OnlineAllowance>({
    perMinute: required(numberOrInfinity(1)),
    perHour: required(numberOrInfinity(1)),
  }),
  maxHeldResults: wholeNumber(1),
  online: objectWith(),
  batch: objectWith(),
  onEvent: callback,
});
