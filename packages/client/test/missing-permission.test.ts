import { createKsefToken, grantTestPermissions, revokeTestPermissions, type Schemas } from '@ksef/api';
import { ForbiddenError, nip } from '@ksef/core';
import { type Emulator, startEmulator } from '@ksef/emulator';
import { signerFromPem, xadesSigner } from '@ksef/signing';
import { type TestCertificate, testPersonCertificate, testSealCertificate } from '@ksef/signing/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createKsef, type KsefCredentials, MissingPermissionError } from '../src/index.js';

const company = nip('5265877635');
const pesel = '90010112349';
let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator({ permissions: 'checked', tokenActivationDelayMs: 0 });
});
beforeEach(() => emulator.control.reset());
afterAll(() => emulator.close());

const open = (credentials: KsefCredentials) =>
  createKsef({ environment: emulator.environment, credentials, rateLimiter: false });
async function by({ certificatePem, privateKeyPem }: TestCertificate) {
  return open({
    signer: xadesSigner(await signerFromPem({ certificate: certificatePem, key: privateKeyPem })),
  }).inContext(company);
}
/** Grants these and no others, as the form ZAW-FA does. */
async function grant(...names: Schemas['TestDataPermissionType'][]): Promise<void> {
  const { api } = await by(await testPersonCertificate({ pesel }));
  const whose = {
    contextIdentifier: { type: 'Nip', value: company },
    authorizedIdentifier: { type: 'Pesel', value: pesel },
  };
  await revokeTestPermissions(api, { body: whose });
  const permissions = names.map((permissionType) => ({ permissionType, description: 'for tests' }));
  await grantTestPermissions(api, { body: { ...whose, permissions } });
}
async function refused(work: AsyncIterable<unknown> | Promise<unknown>): Promise<MissingPermissionError> {
  try {
    if (Symbol.asyncIterator in work) for await (const _ of work);
    else await work;
  } catch (error) {
    if (error instanceof MissingPermissionError) return error;
    throw error;
  }
  throw new Error('was allowed');
}
const sold = {
  subjectType: 'Subject1',
  dateRange: { dateType: 'PermanentStorage', from: '2026-11-01T00:00:00Z' },
} as const;

/** KSeF as ksef-api #833 shows it: the emulator lets a token keep what its author has lost. */
const refusing = async (url: string, init?: RequestInit): Promise<Response> => {
  if (!url.includes('/invoices/query/metadata')) return globalThis.fetch(url, init);
  const security = { requiredAnyOfPermissions: ['InvoiceRead'], presentPermissions: [] };
  const detail = 'Brak wymaganych uprawnień do wykonania operacji w bieżącym kontekście.';
  const body = { title: 'Forbidden', status: 403, detail, reasonCode: 'missing-permissions', security };
  return new Response(JSON.stringify(body), {
    status: 403,
    headers: { 'content-type': 'application/problem+json' },
  });
};

describe('a 403 for a missing permission', () => {
  it('names what is missing, what there is, and the token with its author', async () => {
    const seal = await by(await testSealCertificate({ nip: company }));
    const body = { permissions: ['InvoiceWrite', 'Introspection'], description: 'ERP of the shop' };
    const { referenceNumber, token } = await createKsefToken(seal.api, { body });
    const error = await refused(open({ ksefToken: token }).inContext(company).queryMetadata(sold));
    expect(error).toBeInstanceOf(ForbiddenError);
    expect(error).toMatchObject({
      code: 'FORBIDDEN',
      status: 403,
      reasonCode: 'missing-permissions',
      requiredPermissions: ['InvoiceRead'],
      ksefToken: {
        referenceNumber,
        description: 'ERP of the shop',
        author: { type: 'Nip', value: company },
        permissions: ['InvoiceWrite', 'Introspection'],
      },
    });
    expect([...error.presentPermissions].sort()).toEqual(['Introspection', 'InvoiceWrite']);
    expect(error.message).toMatch(
      /^POST \/invoices\/query\/metadata needs InvoiceRead in the context Nip 5265877635\. The login has .*InvoiceWrite/,
    );
    expect(error.message).toContain(
      `It used the KSeF token ${referenceNumber} (ERP of the shop), which Nip 5265877635 created for InvoiceWrite, Introspection. A token cannot be changed`,
    );
    expect(JSON.stringify(error) + error.message + error.stack).not.toContain(token);
  });

  it('says of a person’s token that its author lost the permission, without the PESEL', async () => {
    await grant('InvoiceRead', 'InvoiceWrite');
    const anna = await by(await testPersonCertificate({ pesel }));
    const body = { permissions: ['InvoiceRead', 'InvoiceWrite'], description: 'ERP of the shop' };
    const { token } = await createKsefToken(anna.api, { body });
    const credentials = { ksefToken: () => token };
    const { environment } = emulator;
    const ksef = createKsef({ environment, credentials, rateLimiter: false, fetch: refusing });
    const error = await refused(ksef.withPriority('interactive').inContext(company).queryMetadata(sold));
    expect(error.ksefToken?.author).toEqual({ type: 'Pesel', value: pesel });
    expect(error.message).toContain('the person whose PESEL ends in 349');
    expect(error.message).toContain('The login has no permissions there.');
    expect(error.message).toContain('A token has no permission that its author lacks');
    expect(error.message).not.toContain(pesel);
  });

  it('does without the token for logins by signature, and leaves other errors alone', async () => {
    await grant('InvoiceWrite');
    const anna = await by(await testPersonCertificate({ pesel }));
    const error = await refused(anna.invoice('5265877635-20250826-0100001AF629-AF'));
    expect(error.message).toContain('The login has InvoiceWrite. Have it granted, then log in again.');
    expect(error.ksefToken).toBeUndefined();
    await expect(anna.closeSession('20250625-SO-2C3E6C8000-B675CF5D68-07')).rejects.not.toBeInstanceOf(
      MissingPermissionError,
    );
  });
});
