import { nipOfContext } from '@ksef/core';
import type { FastifyInstance } from 'fastify';
import type { Callers } from '../access/index.js';
import { isDay } from '../calendar/index.js';
import { bodyOf, isMissing, malformed } from '../http/index.js';
import type { Kernel } from '../kernel/index.js';
import { attachmentConsent, giveConsent, revokeConsent } from './consent.js';

/** Bodies of `POST /testdata/attachment` and `/revoke`. */
interface ConsentRequest {
  readonly nip: string;
  readonly expectedEndDate?: string | null;
}

/** The consent to send invoices with attachments: its status, and what `/testdata` does in place of e-Urząd Skarbowy. */
export function attachmentRoutes(app: FastifyInstance, kernel: Kernel, callers: Callers): void {
  app.get('/permissions/attachments/status', async (request) => {
    const { context } = callers.authorize(request, ['CredentialsManage', 'CredentialsRead']);
    const { isGiven, revokedAt } = attachmentConsent(kernel, nipOfContext(context));
    return {
      isAttachmentAllowed: isGiven,
      revokedDate: revokedAt === undefined ? null : kernel.timestamp(revokedAt),
    };
  });

  app.post('/testdata/attachment', async (request, reply) => {
    giveConsent(kernel, bodyOf<ConsentRequest>(request).nip);
    return reply.send();
  });

  app.post('/testdata/attachment/revoke', async (request, reply) => {
    const { nip, expectedEndDate } = bodyOf<ConsentRequest>(request);
    revokeConsent(kernel, nip, readEndDate(expectedEndDate) ?? kernel.now());
    return reply.send();
  });
}

/** The instant at which a day begins by UTC, as the official test suite reads it back; else 21405. */
function readEndDate(value: string | null | undefined): number | undefined {
  if (isMissing(value)) return undefined;
  if (!isDay(value)) throw malformed('expectedEndDate');
  return Date.parse(value);
}
