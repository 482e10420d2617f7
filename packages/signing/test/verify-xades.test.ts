import { describe, expect, it } from 'vitest';
import { verifyXades } from '../src/index.js';
import { signedLogin } from './support/logins.js';

describe('verifyXades', () => {
  it.each([
    [{ keyType: 'P-256' }],
    [{ keyType: 'P-384' }],
    [{ keyType: 'P-521' }],
    [{ keyType: 'RSA-2048' }],
    [{ keyType: 'RSA-2048', hash: 'SHA-384' }],
    [{ keyType: 'RSA-2048', rsaPadding: 'pss' }],
    [{ keyType: 'RSA-2048', rsaPadding: 'pss', hash: 'SHA-512' }],
  ] as const)('takes what we sign: %o', async (options) => {
    const { xml, fingerprint } = await signedLogin(options);
    expect(await verifyXades(xml)).toMatchObject({
      isValid: true,
      certificate: { fingerprint },
      subjectIdentifier: { type: 'Nip', value: '5265877635' },
      packaging: 'enveloped',
      signingTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:]{8}Z$/),
    });
  });
});
