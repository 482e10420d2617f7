import type { Api } from '@ksef/api';
import { formCodes } from '@ksef/core';
import { describe, expect, it } from 'vitest';
import {
  buildBatch,
  closeBatchSession,
  invoicesInFolder,
  memoryPartStore,
  openBatchSession,
  sendBatch,
  sweepOrphanParts,
  uploadParts,
} from '../../src/batch.js';
import {
  closeSession,
  getInvoiceUpo,
  openSender,
  openSession,
  send,
  sendInvoices,
  sessionInvoices,
  waitForInvoice,
  waitForSession,
} from '../../src/index.js';

/** Nothing may be asked of it. */
const api = new Proxy({} as Api, {
  get(_, member) {
    throw new Error(`asked for ${String(member)}`);
  },
});
const encryptor = { encryptSymmetricKey: () => {}, forceRefresh: () => {} };
const session = '20260201-SO-2F0B8E5000-9C1F1E2D3A-5B';
const invoice = '20260201-EE-2F0B8E5000-9C1F1E2D3A-5B';
const formCode = formCodes.fa3;
const partStore = memoryPartStore();

const first = (source: AsyncGenerator<unknown>) => source.next();
const calls = {
  send: (given: object) => first(send(api, [], { encryptor, ...given } as never)),
  'send, online': (given: object) => first(send(api, [], { encryptor, online: given } as never)),
  'send, batch': (given: object) => first(send(api, [], { encryptor, batch: given } as never)),
  sendInvoices: (given: object) => first(sendInvoices(api, [], { encryptor, ...given } as never)),
  openSender: (given: object) => openSender(api, { encryptor, ...given } as never),
  sendBatch: (given: object) => first(sendBatch(api, [], { encryptor, ...given } as never)),
  openSession: (given: object) => openSession(api, { encryptor, formCode, ...given } as never),
  closeSession: (given: object) => closeSession(api, session, given),
  sessionInvoices: (given: object) => first(sessionInvoices(api, session, given)),
  waitForSession: (given: object) => waitForSession(api, session, given),
  waitForInvoice: (given: object) => waitForInvoice(api, session, invoice, given),
  getInvoiceUpo: (given: object) => getInvoiceUpo(api, session, { referenceNumber: invoice }, given),
  buildBatch: (given: object) => buildBatch([], { partStore, ...given } as never),
  openBatchSession: (given: object) =>
    openBatchSession(api, { encryptor, formCode, batch: {}, ...given } as never),
  uploadParts: (given: object) => uploadParts(api, [], [], partStore, given),
  closeBatchSession: (given: object) => closeBatchSession(api, session, given),
  invoicesInFolder: (given: object) => first(invoicesInFolder('.', given)),
  sweepOrphanParts: (given: object) => sweepOrphanParts(given),
};
type Name = keyof typeof calls;

const notCalls = ['buildBatch', 'uploadParts', 'invoicesInFolder', 'sweepOrphanParts', 'send'];
const ofCalls = (Object.keys(calls) as Name[]).filter((name) => !notCalls.includes(name));
const batches: Name[] = ['sendBatch', 'send, batch'];
const packages: Name[] = [...batches, 'buildBatch'];
const online: Name[] = ['sendInvoices', 'send, online'];
const sending: Name[] = ['openSender', ...online, ...batches];
const opening: Name[] = ['openSession', 'openBatchSession'];

/** Option, wrong values, functions that have it. */
const wrong: readonly (readonly [string, readonly unknown[], readonly Name[]])[] = [
  [
    'timeoutMs',
    [0, -1, Number.NaN, '5', Number.POSITIVE_INFINITY, null],
    [...ofCalls, 'send', 'uploadParts'],
  ],
  [
    'signal',
    [5, {}, new AbortController()],
    [...ofCalls, 'send', 'uploadParts', 'buildBatch', 'invoicesInFolder'],
  ],
  ['onEvent', ['log', {}], [...sending, ...opening, 'send', 'closeSession']],
  [
    'encryptor',
    [undefined, 5, {}, { forceRefresh() {} }],
    ['send', 'sendInvoices', 'openSender', 'sendBatch', ...opening],
  ],
  ['concurrency', [0, 1.5, 1e9, '4', Number.NaN], [...sending, 'uploadParts']],
  ['uploadConcurrency', [0, 1e9, Number.POSITIVE_INFINITY], batches],
  ['window', [0, -1, 0.5], online],
  ['maxInvoicesPerSession', [0, '1'], ['openSender', ...online]],
  ['waitTimeoutMs', [-1, Number.NaN, '1'], [...sending, 'waitForSession', 'waitForInvoice']],
  ['withUpo', ['yes', 1], ['openSender', ...online]],
  ['checkDuplicates', ['yes', 0, null], [...sending, 'send']],
  ['feature', [5, ''], [...sending, ...opening, 'send']],
  ['journal', [5, {}, './journal', { open() {} }], sending],
  ['partStore', ['./parts', {}, { create() {} }], packages],
  ['compressionType', ['zip', 'Gzip', null], packages],
  ['limits', [5, []], packages],
  ['invoiceLimits', [5, null], batches],
  ['onUpo', [5, {}], batches],
  ['maxOnlineWaitMs', [Number.NaN, '1'], ['send']],
  ['maxHeldResults', [0, 1.5], ['send']],
  ['onlineAllowance', [5, {}, { perMinute: 1 }, { perMinute: 0, perHour: 5 }], ['send']],
  ['online', [5], ['send']],
  ['batch', [5], ['send']],
  ['formCode', [undefined, 'FA (3)'], opening],
  ['retries', [-1, 0.5], ['uploadParts']],
  ['onUploaded', [5], ['uploadParts']],
  ['pageSize', [0, 1e6], ['sessionInvoices']],
  ['olderThanMs', [-1, Number.NaN], ['sweepOrphanParts']],
  ['isInvoice', [/xml$/], ['invoicesInFolder']],
];
const optionsOf = (name: Name) => wrong.filter(([, , names]) => names.includes(name));

describe.each(Object.keys(calls) as Name[])('%s', (name) => {
  it('refuses an option that it does not know, and names the nearest', async () => {
    const [option = ''] = optionsOf(name)[0] ?? [];
    await expect(calls[name]({ [`${option}s`]: 1 })).rejects.toMatchObject({
      code: 'INVALID_OPTION',
      input: expect.stringContaining(`${option}s`),
      message: expect.stringContaining(`${option}"?`),
    });
  });

  it('refuses values of wrong kinds and out of range, by the name of the option', async () => {
    for (const [option, values] of optionsOf(name))
      for (const value of values)
        await expect(calls[name]({ [option]: value }), `${option}: ${String(value)}`).rejects.toMatchObject({
          code: 'INVALID_OPTION',
          input: expect.stringContaining(option),
        });
  });
});

describe('limits of packages', () => {
  it.each(packages)('with a wrong name are refused: %s', async (name) => {
    await expect(calls[name]({ limits: { maxPartByte: 5 } })).rejects.toMatchObject({
      code: 'INVALID_OPTION',
      message: expect.stringContaining('maxPartBytes"?'),
    });
  });
});
