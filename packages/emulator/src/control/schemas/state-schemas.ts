import {
  amount,
  count,
  flag,
  instant,
  named,
  nullable,
  object,
  oneOf,
  partial,
  type Schema,
  text,
} from '../schema.js';

const sessionLimitNames = [
  'maxInvoices',
  'maxInvoiceBytes',
  'maxInvoiceWithAttachmentBytes',
  'sessionLifetimeMs',
  'upoDocumentsPerPage',
  'storageDelayMs',
  'downloadLinkValidForMs',
  'maxBatchParts',
  'maxBatchPartBytes',
  'maxBatchBytes',
  'uploadTimePerPartMs',
];
const receivingLimitNames = [
  'maxResults',
  'maxRangeDays',
  'maxRunningExports',
  'maxPackageBytes',
  'maxPartBytes',
  'exportDelayMs',
  'linkValidForMs',
  'packageValidForMs',
  'invoiceKeptForMs',
  'statusKeptForMs',
];

const amounts = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, amount]));

/** Clock, counts and settings. */
export const stateSchemas: Readonly<Record<string, Schema>> = {
  SessionLimits: partial(amounts(sessionLimitNames)),
  ReceivingLimits: partial(amounts(receivingLimitNames)),
  State: object({
    now: instant,
    clockOffsetMs: { type: 'number' },
    baseUrl: text,
    qrUrl: text,
    lastEventId: count,
    loginCount: count,
    sessionCount: count,
    invoiceCount: count,
    exportCount: count,
    tokenCount: count,
    certificateCount: count,
    permissionCount: count,
    settings: object({
      processingDelayMs: amount,
      authDelayMs: amount,
      tokenActivationDelayMs: amount,
      sessionLimits: named('SessionLimits'),
      receivingLimits: named('ReceivingLimits'),
      highWaterMark: object({ heldAt: nullable(instant), lagMs: amount }),
    }),
    options: object({
      strict: flag,
      permissions: oneOf('owner', 'checked'),
      schema: oneOf('on', 'off'),
      nipChecksums: oneOf('header', 'always'),
      rateLimits: { anyOf: [oneOf('off', 'contract'), object({ scale: amount })] },
      selfSigned: flag,
      keepsState: flag,
    }),
  }),
};
