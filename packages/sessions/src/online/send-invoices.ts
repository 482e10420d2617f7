import type { Api } from '@ksef/api';
import { checkOptions } from '@ksef/core/internal';
import { mapInOrder } from '../async/index.js';
import { checkSource, type InvoiceInput, type InvoiceResult } from '../invoice/index.js';
import { processInput } from './process-input.js';
import { type SendInvoicesOptions, sendInvoicesChecks } from './send-invoices-options.js';
import { startSending } from './start-sending.js';

/**
 * Sends any number of invoices in online sessions, and yields one result per input, in order. One bad input does not
 * stop the others. Memory holds at most `window` inputs. Sessions are opened, rotated and closed automatically.
 *
 * With a `journal`, each invoice is sent exactly once, even after a crash: see the option.
 *
 * @throws InvalidInputError `INVALID_OPTION`, `INVALID_RUN_ID`; `RUN_MISMATCH` for a run that was started in another
 * context
 * @throws KsefError `JOURNAL_IN_USE` while another process holds the run
 * @throws IntegrityError `JOURNAL_CORRUPT`
 * @example
 * ```ts
 * import type { Api } from '@ksef/api';
 * import { sendInvoices, type SymmetricKeyEncryptor } from '@ksef/sessions';
 *
 * declare const api: Api;
 * declare const encryptor: SymmetricKeyEncryptor;
 * for await (const result of sendInvoices(api, [{ content: '<Faktura/>' }], { encryptor })) {
 *   console.log(result.status, result.ksefNumber ?? result.error?.message);
 * }
 * ```
 */
export async function* sendInvoices(
  api: Api,
  source: AsyncIterable<InvoiceInput> | Iterable<InvoiceInput>,
  options: SendInvoicesOptions,
): AsyncGenerator<InvoiceResult, void> {
  checkSource(source);
  checkOptions<SendInvoicesOptions>(options, sendInvoicesChecks);
  const { window = 500 } = options;
  const work = await startSending(api, options);
  const { sending, report } = work;
  const process = (input: InvoiceInput, index: number) =>
    report.one(() => processInput(sending, input, index));
  try {
    await work.closeEarlier();
    yield* mapInOrder(source, process, {
      window,
      semaphore: sending.semaphore,
      // A caller who stopped early wants nothing more sent. What was sent stays sent, and the sessions are closed.
      stop: () => work.stop(new Error('sendInvoices was stopped')),
    });
  } finally {
    await work.end(options.signal?.aborted ? undefined : options.signal);
  }
}
