import type { OpenInput, Sending } from './open-input.js';

/**
 * Rejects an input that fails validation. An input that was already sent once is not validated again: KSeF may have it,
 * and its outcome must be determined.
 *
 * @throws InvalidInputError `INVALID_INVOICE`
 * @throws KsefError `VALIDATOR_FAILED`
 */
export async function refuseInvalid({ judge, call }: Sending, open: OpenInput, index: number): Promise<void> {
  const { input, content, document, record } = open;
  if (judge === undefined || record?.pending !== undefined || record?.finished !== undefined) return;
  const { issues, refusal } = await judge(
    { index, name: input.name, content },
    {
      formCode: document.formCode,
      sentBy: 'online',
      offlineMode: input.offlineMode ?? false,
      isTechnicalCorrection: input.hashOfCorrectedInvoice != null,
      signal: call.signal,
    },
  );
  if (issues !== undefined) open.learn({ issues });
  if (refusal !== undefined) throw refusal;
}
