import type { InvoiceResult, Ksef } from '@ksef/client';
import { InvalidInputError, KsefError } from '@ksef/core';
import { explainStatus } from '@ksef/validation/status';
import { z } from 'zod';
import type { Answer, DocumentLink } from '../answers/answer.js';
import { errorFacts } from '../answers/error-facts.js';
import { safeName } from '../documents/document-shelf.js';
import { checkInvoice } from './check-invoice.js';
import { confirmationOf } from './confirmation-of.js';
import { findDocument } from './find-document.js';
import { type Desk, defineTool, type ToolUse } from './tool.js';

export const send = defineTool({
  name: 'send_invoice',
  title: 'Send an invoice to KSeF',
  description:
    'Sends a draft of this session to KSeF, once, after the user has confirmed it. An invoice in KSeF cannot be taken back, only corrected. Call it only if the user asked for it.',
  needsKsef: true,
  isSending: true,
  input: { draft: z.string().max(64).describe('Id of the draft') },
  async run(desk, { draft }, use) {
    const { bytes } = await findDocument(desk, { draft }, use.signal);
    if (desk.sent.has(draft)) return desk.sent.get(draft) ?? refuseSecond();
    desk.sent.set(draft, undefined);
    try {
      const ksef = await desk.ksef();
      await refuseInvalid(desk, bytes, use);
      await askFirst(desk, ksef, bytes, use);
      const { journal, shelf } = desk;
      const run = journal === undefined ? {} : { journal, runId: draft };
      const result = await ksef.send(
        { content: bytes, name: `${draft}.xml` },
        { ...run, signal: use.signal },
      );
      const isFinal = result.status !== 'failed';
      const upo = result.ksefNumber === undefined || result.upo === undefined ? undefined : result.upo;
      const receipt =
        upo &&
        (await shelf.publish({
          name: `${safeName(result.ksefNumber ?? '')}-upo.xml`,
          mimeType: 'application/xml',
          bytes: upo,
        }));
      const answer = answerOf(desk, result, receipt);
      if (!isFinal) return answer;
      desk.sent.set(draft, answer);
      await journal?.remove(draft);
      return answer;
    } finally {
      if (desk.sent.get(draft) === undefined) desk.sent.delete(draft);
    }
  },
});

async function refuseInvalid(desk: Desk, bytes: Uint8Array, { signal }: ToolUse): Promise<void> {
  const { isValid, issueCount } = await checkInvoice(bytes, desk.language, signal);
  if (isValid) return;
  throw new InvalidInputError(
    `KSeF would refuse this draft (${issueCount} remarks). See validate_invoice, and build it again.`,
    { code: 'INVALID_DRAFT', input: 'draft' },
  );
}

async function askFirst(desk: Desk, ksef: Ksef, bytes: Uint8Array, use: ToolUse): Promise<void> {
  const answer = await use.confirm(confirmationOf(bytes, ksef, desk.language));
  if (answer === 'confirmed') return;
  throw answer === 'declined'
    ? new KsefError('The user did not confirm. Nothing was sent.', { code: 'NOT_CONFIRMED' })
    : new KsefError(
        'This client cannot ask the user to confirm (elicitation), so nothing is sent. Use another client, or "ksef send".',
        { code: 'CONFIRMATION_UNSUPPORTED' },
      );
}

function refuseSecond(): never {
  throw new InvalidInputError('This draft is being sent. Wait for that call.', {
    code: 'INVALID_DRAFT',
    input: 'draft',
  });
}

function answerOf(desk: Desk, result: InvoiceResult, receipt: DocumentLink | undefined): Answer {
  const { status, ksefNumber, ksefStatus, sameContent, invoiceHash, error } = result;
  const explained =
    ksefStatus && explainStatus({ ...ksefStatus, details: ksefStatus.details ?? null }, 'invoice');
  const { language } = desk;
  return {
    about: sentences[status],
    data: {
      status,
      ksefNumber,
      sameContent,
      invoiceHash,
      sessionReferenceNumber: result.sessionReferenceNumber,
      ksefStatus,
      meaning: explained?.meaning[language],
      advice: explained?.advice[language],
      error: error === undefined ? undefined : errorFacts(error, language),
    },
    ...(receipt === undefined ? {} : { links: [receipt] }),
  };
}

const sentences: Readonly<Record<InvoiceResult['status'], string>> = {
  accepted: 'KSeF accepted the invoice.',
  duplicate:
    'KSeF has an invoice with this number already. With sameContent it is this one, and all is well.',
  rejected: 'KSeF refused the invoice.',
  failed:
    'The sending did not end well, and the invoice may be in KSeF. Call send_invoice again with the same draft: nothing is sent twice.',
};
