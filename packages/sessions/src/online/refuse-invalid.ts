import type { OpenInput, Sending } from './open-input.js';

/**
 * Refuses an input that the validator does not let pass. One that has been on its way before is not judged again: KSeF may
 * have it, and its fate must be found out.
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
