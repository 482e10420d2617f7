import { inspect } from 'node:util';
import {
  formCodes,
  IntegrityError,
  InvalidInputError,
  KsefApiError,
  KsefStatusError,
  UnknownOutcomeError,
} from '@ksef/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { getInvoiceUpo, getSession, openSession, resumeSession } from '../../../src/index.js';
import { attachment, collect, invoiceXml, startKsef, type TestKsef } from '../../support/ksef.js';

const sending = { method: 'POST', path: '/sessions/online/{referenceNumber}/invoices' } as const;
const closing = { method: 'POST', path: '/sessions/online/{referenceNumber}/close' } as const;
let ksef: TestKsef;

beforeEach(async () => {
  ksef = await startKsef();
});

afterEach(async () => {
  await ksef.emulator.close();
});

const open = () => openSession(ksef.api, { formCode: formCodes.fa3, encryptor: ksef.encryptor });
const accepted = () => ksef.emulator.control.events('invoice-accepted').length;

describe('an online session', () => {
  it('takes an invoice, gives its KSeF number and its receipt', async () => {
    const session = await open();
    const sent = await session.send(invoiceXml('A/1'));
    const judged = await session.waitForInvoice(sent.referenceNumber);
    expect(judged).toMatchObject({ status: { code: 200 }, invoiceHash: sent.invoiceHash });
    const { document } = await session.invoiceUpo(sent, { invoiceHash: sent.invoiceHash });
    expect(document.invoices[0]).toMatchObject({ ksefNumber: judged.ksefNumber, invoiceNumber: 'A/1' });
    await session.close();
    expect((await session.waitUntilProcessed()).status.code).toBe(200);
    expect((await collect(session.upo()))[0]?.document.invoices).toHaveLength(1);
    // KSeF leaves the list out then.
    expect(await collect(session.failedInvoices())).toEqual([]);
  });

  it('shows why KSeF refused an invoice', async () => {
    const session = await open();
    const sent = await session.send(invoiceXml('A/1', { date: '2099-01-01' }));
    const judged = await session.waitForInvoice(sent.referenceNumber);
    expect(judged.status.code).toBeGreaterThan(400);
    expect((judged.status.details ?? []).length).toBeGreaterThan(0);
    expect(await collect(session.failedInvoices())).toHaveLength(1);
  });

  it('lists its invoices over several pages', async () => {
    const session = await open();
    await Promise.all(Array.from({ length: 25 }, (_, index) => session.send(invoiceXml(`A/${index}`))));
    expect(await collect(session.invoices())).toHaveLength(25);
  });

  it('fetches new keys once when KSeF has withdrawn the known one (21470)', async () => {
    await ksef.encryptor.encryptSymmetricKey(new Uint8Array(32));
    ksef.emulator.control.rotateKeys('emergency');
    const session = await open();
    expect((await session.status()).status.code).toBe(100);
  });

  it('gives a second 21470 to the caller', async () => {
    ksef.emulator.control.addFault({
      method: 'POST',
      path: '/sessions/online',
      kind: 'error',
      status: 400,
      code: 21470,
      times: 2,
    });
    await expect(open()).rejects.toSatisfy(
      (error: unknown) => error instanceof KsefApiError && error.hasCode(21470),
    );
  });
});

describe('send', () => {
  it('finds an invoice whose answer was lost, and does not send it twice', async () => {
    const session = await open();
    ksef.emulator.control.addFault({ ...sending, kind: 'cutAfter' });
    const sent = await session.send(invoiceXml('A/1'));
    expect(accepted()).toBe(1);
    expect((await session.waitForInvoice(sent.referenceNumber)).status.code).toBe(200);
  });

  it.each(['truncate', 'html'] as const)('clears up an unreadable answer (%s)', async (kind) => {
    const session = await open();
    ksef.emulator.control.addFault({ ...sending, kind, status: 202 });
    await session.send(invoiceXml('A/1'));
    expect(accepted()).toBe(1);
  });

  it('sends again what KSeF surely did not take', async () => {
    const session = await open();
    ksef.emulator.control.addFault({ ...sending, kind: 'cutBefore' });
    await session.send(invoiceXml('A/1'));
    expect(accepted()).toBe(1);
  });

  it('repeats nothing and says so when KSeF cannot be asked', async () => {
    const session = await open();
    ksef.emulator.control.addFault({ ...sending, kind: 'cutAfter' });
    ksef.emulator.control.addFault({
      path: '/sessions/{referenceNumber}/invoices',
      kind: 'error',
      status: 500,
      times: 50,
    });
    await expect(session.send(invoiceXml('A/1'))).rejects.toBeInstanceOf(UnknownOutcomeError);
    expect(accepted()).toBe(1);
  });

  it('does not take the record of a twin for its own', async () => {
    const session = await open();
    ksef.emulator.control.addFault({ ...sending, kind: 'cutAfter', times: 2 });
    const xml = invoiceXml('A/1');
    const one = await session.send(xml);
    const two = await session.send(xml);
    expect(one.referenceNumber).not.toBe(two.referenceNumber);
  });

  it('refuses bad input before the network', async () => {
    const session = await open();
    const before = ksef.emulator.control.events('request').length;
    for (const [xml, code] of [
      ['<a', 'INVALID_XML'],
      [invoiceXml('A/1', { note: 'x'.repeat(1_000_001) }), 'INVOICE_TOO_LARGE'],
      [invoiceXml('A/1').replace('</Faktura>', `${attachment}</Faktura>`), 'ATTACHMENT_NEEDS_BATCH'],
      [invoiceXml('A/1').replace('"FA (3)"', '"FA (2)"'), 'FORM_MISMATCH'],
    ] as const) {
      await expect(session.send(xml)).rejects.toMatchObject({ code });
    }
    expect(ksef.emulator.control.events('request')).toHaveLength(before);
  });

  it('explains a session whose key KSeF could not read', async () => {
    ksef.emulator.control.breakSessions('becomes415');
    const session = await open();
    await expect(session.send(invoiceXml('A/1'))).rejects.toMatchObject({
      code: 'SESSION_KEY_REJECTED',
      status: { code: 415 },
    });
  });

  it('explains a session that was closed elsewhere', async () => {
    const session = await open();
    const other = await resumeSession(ksef.api, await session.seal(new Uint8Array(32)), new Uint8Array(32));
    await other.send(invoiceXml('A/1'));
    await other.close();
    await expect(session.send(invoiceXml('A/2'))).rejects.toBeInstanceOf(KsefStatusError);
  });

  it('ends with the reason of the caller’s signal', async () => {
    const session = await open();
    const reason = new Error('enough');
    await expect(session.send(invoiceXml('A/1'), { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(accepted()).toBe(0);
  });
});

describe('close', () => {
  it('may be called twice, and refuses sends afterwards', async () => {
    const session = await open();
    await session.send(invoiceXml('A/1'));
    await session.close();
    await session.close();
    await expect(session.send(invoiceXml('A/2'))).rejects.toMatchObject({ code: 'SESSION_CLOSED' });
    expect(ksef.emulator.control.events('session-closed')).toHaveLength(1);
  });

  it.each(['cutAfter', 'cutBefore', 'html'] as const)(
    'goes on until the session is closed (%s)',
    async (kind) => {
      const session = await open();
      await session.send(invoiceXml('A/1'));
      ksef.emulator.control.addFault({ ...closing, kind });
      await session.close();
      expect((await session.waitUntilProcessed()).status.code).toBe(200);
    },
  );

  it('is done at the end of an `await using` block', async () => {
    const session = await open();
    {
      await using used = session;
      await used.send(invoiceXml('A/1'));
    }
    expect((await session.waitUntilProcessed()).status.code).toBe(200);
  });
});

describe('a sealed session', () => {
  it('goes on in another process, and never shows its key', async () => {
    const session = await open();
    const sealingKey = crypto.getRandomValues(new Uint8Array(32));
    const sealed = await session.seal(sealingKey);
    const resumed = await resumeSession(ksef.api, sealed, sealingKey);
    const sent = await resumed.send(invoiceXml('A/1'));
    expect((await resumed.waitForInvoice(sent.referenceNumber)).status.code).toBe(200);
    expect(JSON.parse(JSON.stringify(session))).toEqual({
      referenceNumber: session.referenceNumber,
      validUntil: session.validUntil,
      formCode: formCodes.fa3,
    });
    expect(inspect(session, { depth: 9, showHidden: true })).not.toMatch(/CryptoKey|Uint8Array\(32\)/);
    await expect(resumeSession(ksef.api, sealed, new Uint8Array(32))).rejects.toMatchObject({
      code: 'UNSEAL_FAILED',
    });
    await expect(session.seal(new Uint8Array(16))).rejects.toBeInstanceOf(InvalidInputError);
  });
});

describe('receipts and references', () => {
  it('refuses a receipt for another file', async () => {
    const session = await open();
    const sent = await session.send(invoiceXml('A/1'));
    await session.waitForInvoice(sent.referenceNumber);
    const wrong = session.invoiceUpo(sent, { invoiceHash: 'ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=' });
    await expect(wrong).rejects.toBeInstanceOf(IntegrityError);
    await expect(wrong).rejects.toMatchObject({ code: 'UPO_MISMATCH' });
  });

  it('names a malformed and an unknown reference number', async () => {
    await expect(getSession(ksef.api, 'nonsense')).rejects.toMatchObject({
      code: 'INVALID_REFERENCE_NUMBER',
    });
    await expect(getSession(ksef.api, '20260101-SO-0000000000-0000000000-00')).rejects.toSatisfy(
      (error: unknown) => error instanceof KsefApiError && error.hasCode(21173),
    );
    const session = await open();
    await expect(
      getInvoiceUpo(ksef.api, session.referenceNumber, {
        referenceNumber: '20260101-EE-0000000000-0000000000-00',
      }),
    ).rejects.toBeInstanceOf(KsefApiError);
  });
});
