import { nip } from '@ksef/core';
import { hasTools } from '@ksef-tools/testing';
import { describe, expect, it } from 'vitest';
import { signerFromPem, xadesSigner } from '../src/index.js';
import { testPersonCertificate } from '../src/testing.js';
import { verifyOutside } from './support/outside.js';

const challenge = '20250604-CR-461EA5B000-537A6BA15D-D7';
const context = nip('5265877635');

describe.skipIf(!hasTools('xmlsec1'))('xadesSigner, verified from outside', () => {
  it.each([
    ['P-256', {}],
    ['P-384', {}],
    ['P-521', {}],
    ['RSA-2048', {}],
    ['RSA-3072', { hash: 'SHA-384' }],
    ['RSA-2048', { hash: 'SHA-512' }],
    ['RSA-2048', { rsaPadding: 'pss' }],
    ['RSA-2048', { rsaPadding: 'pss', hash: 'SHA-512' }],
  ] as const)('%s %o', async (keyType, options) => {
    const { certificate, privateKeyPem } = await testPersonCertificate({ nip: '5265877635' }, { keyType });
    const signer = await signerFromPem({ certificate, key: privateKeyPem }, options);
    const xml = await xadesSigner(signer).signAuthRequest({ challenge, context });
    verifyOutside(xml);
    expect(() => verifyOutside(xml.replace('5265877635</Nip>', '5265877636</Nip>'))).toThrow();
  });
});
