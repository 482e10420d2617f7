import { nip } from '@ksef/core';
import { type Emulator, makeTestToken, startEmulator } from '@ksef/emulator';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { company, connect, invoiceData, ksefAt } from './support/assistant.js';

describe('a KSeF that fails', { timeout: 60_000 }, () => {
  let emulator: Emulator;

  beforeEach(async () => {
    emulator = await startEmulator();
  });
  afterEach(() => emulator.close());

  it('is told as an error with its code, and the next call works', async () => {
    const assistant = await connect({ openKsef: () => ksefAt(emulator) });
    emulator.control.addFault({
      kind: 'error',
      path: '/invoices/query/metadata',
      status: 400,
      code: 21405,
      description: 'Błąd',
      details: ['dateRange'],
    });
    const failed = await assistant.call('list_invoices');
    expect(failed).toMatchObject({
      isError: true,
      data: { code: 'API_ERROR', status: 400, errors: [{ code: 21405, details: ['dateRange'] }] },
    });
    expect((await assistant.call('list_invoices')).isError).toBe(false);
  });

  it('that answers with pages of HTML, cuts connections or is not there', async () => {
    const assistant = await connect({ openKsef: () => ksefAt(emulator) });
    for (const kind of ['html', 'truncate', 'cutBefore'] as const) {
      emulator.control.addFault({ kind, times: 50 });
      const { isError, data } = await assistant.call('show_limits');
      expect(isError).toBe(true);
      expect(data.code).toEqual(expect.stringMatching(/^[A-Z_]+$/));
      emulator.control.clearFaults();
    }
    await emulator.close();
    const { isError, data } = await assistant.call('show_limits');
    expect([isError, data.code]).toEqual([true, 'NETWORK']);
    // What needs no KSeF still works.
    expect((await assistant.call('build_invoice', { data: invoiceData() })).isError).toBe(false);
  });

  it('that repeats secrets in its errors gets them into no answer', async () => {
    const token = makeTestToken(nip(company));
    const assistant = await connect({ openKsef: () => ksefAt(emulator, token), secrets: () => [token] });
    emulator.control.addFault({
      kind: 'error',
      path: '/rate-limits',
      status: 400,
      code: 21405,
      description: `token ${token}`,
      details: [token, `"${token}"`],
    });
    const { isError, text } = await assistant.call('show_limits');
    expect(isError).toBe(true);
    expect(text).toContain('[redacted]');
    expect(text).not.toContain(token.slice(token.lastIndexOf('|') + 1));
  });

  it('that refuses the login: the client is opened again at the next call', async () => {
    let count = 0;
    const assistant = await connect({
      openKsef() {
        count++;
        if (count === 1)
          throw Object.assign(new Error('No profile yet. Run "ksef login".'), { code: 'NO_PROFILE' });
        return ksefAt(emulator);
      },
    });
    const first = await assistant.call('show_permissions');
    expect(first).toMatchObject({ isError: true, data: { code: 'NO_PROFILE' } });
    expect((await assistant.call('show_permissions')).isError).toBe(false);
    await assistant.call('show_limits');
    expect(count).toBe(2);
  });

  it('that is slow: a call that the client cancels ends', async () => {
    const assistant = await connect({ openKsef: () => ksefAt(emulator) });
    emulator.control.addFault({ kind: 'delay', ms: 30_000 });
    const stop = new AbortController();
    const call = assistant.client.callTool({ name: 'show_limits', arguments: {} }, undefined, {
      signal: stop.signal,
    });
    setTimeout(() => stop.abort(new Error('enough')), 200);
    await expect(call).rejects.toThrow('enough');
    emulator.control.clearFaults();
    expect((await assistant.call('show_limits')).isError).toBe(false);
  });
});
