import type { Api } from '@ksef/api';
import { InvalidInputError } from '@ksef/core';
import { checkOptions, observed } from '@ksef/core/internal';
import type { SendBatchOptions } from '../batch/index.js';
import { checkSource, type InvoiceInput, type InvoiceResult } from '../invoice/index.js';
import { type SendInvoicesOptions, sendInvoices, sendInvoicesChecks } from '../online/index.js';
import { whyNoThreads } from '../runtime/index.js';
import { checkValidator } from '../validation/index.js';
import { chooseMode } from './choose-mode.js';
import { describeChoice } from './describe-choice.js';
import { failWithoutBatch } from './fail-without-batch.js';
import { iterate, LookAhead } from './look-ahead.js';
import { chooseForRun } from './mode-of-run.js';
import { type Senders, sendInBothModes } from './send-in-both-modes.js';
import { type SendOptions, sendChecks } from './send-options.js';

/**
 * Sends any number of invoices in the better mode, and yields one result per input, in order: few are sent online, many
 * by batch. PEF and technical corrections are always sent online, attachments always by batch, whatever the mode of the
 * others. Without worker threads there are no batches: all invoices are sent online, and those with attachments fail
 * (`NO_THREADS`). An event (`mode-chosen`) reports the mode and the reason. A run with a journal resumes in the mode in
 * which it started.
 *
 * @throws InvalidInputError `INVALID_OPTION`, and what `sendInvoices` and `sendBatch` throw
 * @throws KsefError `NO_THREADS` for many inputs when only batches have a journal, and for a run that was started by
 * batch
 * @example
 * ```ts
 * import type { Api } from '@ksef/api';
 * import { send, type SymmetricKeyEncryptor } from '@ksef/sessions';
 *
 * declare const api: Api;
 * declare const encryptor: SymmetricKeyEncryptor;
 * for await (const { status, ksefNumber } of send(api, [{ content: '<Faktura/>' }], { encryptor })) {
 *   console.log(status, ksefNumber);
 * }
 * ```
 */
export async function* send(
  api: Api,
  source: AsyncIterable<InvoiceInput> | Iterable<InvoiceInput>,
  options: SendOptions,
): AsyncGenerator<InvoiceResult, void> {
  checkSource(source);
  refuseJournal({ ...options });
  checkOptions<SendOptions>(options, sendChecks);
  checkValidator(options);
  await checkModes(options);
  const { maxHeldResults = 10_000, signal } = options;
  const inputs = iterate(source);
  const { encryptor, context, timeoutMs, feature, checkDuplicates, validator, validate, onEvent } = options;
  const common = { encryptor, context, timeoutMs, feature, checkDuplicates, validator, validate, onEvent };
  const senders: Senders = {
    online: async (rest, stop) => sendInvoices(api, rest, { ...options.online, ...common, signal: stop }),
    async batch(rest, stop) {
      const why = whyNoThreads();
      if (why !== undefined) return failWithoutBatch(rest, why);
      const { runBatches } = await import('../batch/index.js');
      return runBatches(api, rest, { ...options.batch, ...common, signal: stop });
    },
  };
  try {
    const look = new LookAhead(inputs, signal);
    const choice = await chooseForRun(options, (earlier) => chooseMode(api, look, options, earlier));
    observed(onEvent)(await describeChoice(choice));
    yield* sendInBothModes(look.all(), senders, { usual: choice.usual, maxHeldResults, signal });
  } finally {
    // Not awaited: a source that hangs must not delay the end.
    void inputs.return(undefined).catch(() => {});
  }
}

/** If it were ignored silently, a run that its caller relies on would not resume after a crash. */
function refuseJournal(options: Readonly<Record<string, unknown>>): void {
  for (const input of ['journal', 'runId', 'sealingKey', 'partStore']) {
    if (options[input] === undefined) continue;
    throw new InvalidInputError(
      `send has a ${input} for each mode: online: { journal, runId }, batch: { journal, runId, sealingKey, partStore }.`,
      { code: 'INVALID_OPTION', input },
    );
  }
}

/** @throws InvalidInputError `INVALID_OPTION` */
async function checkModes({ online, batch, encryptor }: SendOptions): Promise<void> {
  checkOptions<SendInvoicesOptions>({ ...online, encryptor }, sendInvoicesChecks, 'online');
  // Batch sending is loaded only if it is used, or if its options are set.
  if (batch === undefined || whyNoThreads() !== undefined) return;
  const { sendBatchChecks } = await import('../batch/index.js');
  checkOptions<SendBatchOptions>({ ...batch, encryptor }, sendBatchChecks, 'batch');
}
