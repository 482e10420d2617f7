import type { Api } from '@ksef/api';
import { isBytes } from '@ksef/core/internal';
import {
  type InvoiceInput,
  type InvoiceResult,
  type InvoiceValidationOptions,
  openSender,
  send,
  sendInvoices,
} from '@ksef/sessions';
import type { CallObserver, CompleteOptions } from './complete-options.js';
import type { Ksef, KsefSendAllOptions, KsefSendOptions } from './ksef.js';

type Sending = Pick<Ksef, 'send' | 'sendInvoices' | 'sendBatch' | 'openSender'>;

/** The sending part of the facade. */
export function sending(
  api: Api,
  completeCall: CompleteOptions,
  { validator, validate }: InvoiceValidationOptions,
): Sending {
  const complete = <Options extends CallObserver & InvoiceValidationOptions>(
    what: string,
    options?: Options,
  ) => {
    const completed = completeCall<Options>(what, options);
    return {
      ...completed,
      validator: completed.validator ?? validator,
      validate: completed.validate ?? validate,
    };
  };
  const sendOne = async (invoice: InvoiceInput, options?: KsefSendOptions): Promise<InvoiceResult> => {
    const results = sendInvoices(api, [invoice], {
      withUpo: true,
      ...complete('send', options),
    });
    for await (const result of results) return result;
    throw new Error('sendInvoices gave no result');
  };

  function sendAny(
    invoice: Uint8Array | string | InvoiceInput,
    options?: KsefSendOptions,
  ): Promise<InvoiceResult>;
  function sendAny(
    source: AsyncIterable<InvoiceInput> | readonly InvoiceInput[],
    options?: KsefSendAllOptions,
  ): AsyncGenerator<InvoiceResult, void>;
  function sendAny(
    given: Uint8Array | string | InvoiceInput | AsyncIterable<InvoiceInput> | readonly InvoiceInput[],
    options?: KsefSendOptions | KsefSendAllOptions,
  ) {
    if (typeof given === 'string' || isBytes(given))
      return sendOne({ content: given }, options as KsefSendOptions);
    if (isInput(given)) return sendOne(given, options as KsefSendOptions);
    return send(api, given, complete('send', options as KsefSendAllOptions));
  }

  return {
    send: sendAny,
    sendInvoices: (source, options) => sendInvoices(api, source, complete('sendInvoices', options)),
    openSender: async (options) => openSender(api, { withUpo: true, ...complete('openSender', options) }),
    sendBatch(source, options) {
      const all = complete('sendBatch', options);
      return (async function* () {
        const { sendBatch } = await import('@ksef/sessions/batch');
        yield* sendBatch(api, source, all);
      })();
    },
  };
}

function isInput(given: unknown): given is InvoiceInput {
  if (typeof given !== 'object' || given === null || !('content' in given)) return false;
  return !(Symbol.asyncIterator in given || Symbol.iterator in given);
}
