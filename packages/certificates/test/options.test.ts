import { createApi } from '@ksef/api';
import { environments } from '@ksef/core';
import { expect, it } from 'vitest';
import {
  certificateLimits,
  enroll,
  enrollmentData,
  issueCertificate,
  queryCertificates,
  retrieveCertificates,
  revokeCertificate,
  waitForCertificate,
} from '../src/index.js';

const api = createApi({ environment: environments.test });
const number = '01F20A5D352AE590';
const request = { name: 'Warehouse', type: 'Offline' } as const;

it.each<[string, () => Promise<unknown>]>([
  ['certificateLimits', () => certificateLimits(api, { timeout: 5 } as never)],
  ['enrollmentData', () => enrollmentData(api, { timeout: 5 } as never)],
  ['enroll', () => enroll(api, { ...request, csr: new Uint8Array(1), validfrom: 'x' } as never)],
  ['enroll, options', () => enroll(api, { ...request, csr: new Uint8Array(1) }, { timeout: 5 } as never)],
  ['waitForCertificate', () => waitForCertificate(api, 'x', { waitTimeout: 5 } as never)],
  ['queryCertificates', () => queryCertificates(api, { serial: number } as never).next()],
  ['queryCertificates, options', () => queryCertificates(api, {}, { pagesize: 10 } as never).next()],
  ['retrieveCertificates', () => retrieveCertificates(api, [number], { timeout: 5 } as never)],
  ['revokeCertificate', () => revokeCertificate(api, number, { Reason: 'Superseded' } as never)],
  ['issueCertificate', () => issueCertificate(api, { ...request, stateFile: 'x', passPhrase: 'y' } as never)],
  [
    'issueCertificate, options',
    () => issueCertificate(api, { ...request, stateFile: 'x' }, { wait: 1 } as never),
  ],
])('%s refuses unknown options before the network', async (_name, call) => {
  await expect(call()).rejects.toMatchObject({
    code: 'INVALID_OPTION',
    message: expect.stringContaining('Unknown option'),
  });
});
