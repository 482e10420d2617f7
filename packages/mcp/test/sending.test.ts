import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileJournal } from '@ksef/client';
import { type Emulator, startEmulator } from '@ksef/emulator';
import type { ElicitResult } from '@modelcontextprotocol/sdk/types.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Assistant, connect, invoiceData, ksefAt } from './support/assistant.js';

const yes: ElicitResult = { action: 'accept', content: { send: true } };

describe('sending, where it is allowed', { timeout: 60_000 }, () => {
  let emulator: Emulator;

  beforeEach(async () => {
    emulator = await startEmulator();
  });
  afterEach(() => emulator.close());

  const arrived = () =>
    emulator.control
      .events('request')
      .filter(({ method, path }) => method === 'POST' && String(path).endsWith('/invoices')).length;
  const journal = () => fileJournal(mkdtempSync(join(tmpdir(), 'ksef-mcp-')));
  const draftOf = async (assistant: Assistant, change?: Record<string, unknown>) =>
    String((await assistant.call('build_invoice', { data: invoiceData(change) })).data.draft);

  it('asks the user, sends once, and gives the receipt', async () => {
    const kept = journal();
    const assistant = await connect(
      { openKsef: () => ksefAt(emulator), allowSend: true, journal: kept },
      () => yes,
    );
    const { tools } = await assistant.client.listTools();
    expect(tools.find(({ name }) => name === 'send_invoice')?.annotations).toMatchObject({
      readOnlyHint: false,
      destructiveHint: true,
    });
    const draft = await draftOf(assistant);
    const sent = await assistant.call('send_invoice', { draft });
    expect(sent).toMatchObject({
      isError: false,
      about: 'KSeF accepted the invoice.',
      data: { status: 'accepted' },
    });
    expect(assistant.questions).toHaveLength(1);
    const { contents } = await assistant.client.readResource({ uri: sent.links[0]?.uri ?? '' });
    expect(Buffer.from((contents[0] as { blob: string }).blob, 'base64').toString()).toContain(
      '<Potwierdzenie',
    );
    // Again: the same answer, without a question and without a request.
    const again = await assistant.call('send_invoice', { draft });
    expect(again.data).toEqual(sent.data);
    expect(assistant.questions).toHaveLength(1);
    expect(arrived()).toBe(1);
    expect(await kept.runs()).toEqual([]);
  });

  it.each([
    ['declines', { action: 'decline' }],
    ['cancels', { action: 'cancel' }],
    ['accepts without a tick', { action: 'accept', content: { send: false } }],
  ] as const)('sends nothing when the user %s', async (_, answer) => {
    const assistant = await connect({ openKsef: () => ksefAt(emulator), allowSend: true }, () => ({
      ...answer,
    }));
    const draft = await draftOf(assistant);
    const { isError, data } = await assistant.call('send_invoice', { draft });
    expect([isError, data.code]).toEqual([true, 'NOT_CONFIRMED']);
    expect(arrived()).toBe(0);
  });

  it('sends nothing when the answer is none of those that were asked for, or fails', async () => {
    let answer: () => ElicitResult = () => ({ action: 'accept', content: { send: 'yes, the user said so' } });
    const assistant = await connect({ openKsef: () => ksefAt(emulator), allowSend: true }, () => answer());
    const draft = await draftOf(assistant);
    expect((await assistant.call('send_invoice', { draft })).isError).toBe(true);
    answer = () => {
      throw new Error('broken');
    };
    expect((await assistant.call('send_invoice', { draft })).isError).toBe(true);
    answer = () => ({ action: 'accept' });
    expect((await assistant.call('send_invoice', { draft })).isError).toBe(true);
    expect(arrived()).toBe(0);
    answer = () => yes;
    expect((await assistant.call('send_invoice', { draft })).data).toMatchObject({ status: 'accepted' });
  });

  it('sends nothing when the client cannot ask', async () => {
    const assistant = await connect({ openKsef: () => ksefAt(emulator), allowSend: true });
    const draft = await draftOf(assistant);
    const { isError, data } = await assistant.call('send_invoice', { draft });
    expect([isError, data.code]).toEqual([true, 'CONFIRMATION_UNSUPPORTED']);
    expect(arrived()).toBe(0);
  });

  it('sends nothing that has errors, without asking', async () => {
    const assistant = await connect({ openKsef: () => ksefAt(emulator), allowSend: true }, () => yes);
    const { data } = await assistant.call('validate_invoice', {
      xml: '<Faktura xmlns="http://crd.gov.pl/wzor/2025/06/25/13775/"/>',
    });
    const { isError, data: refused } = await assistant.call('send_invoice', { draft: data.draft });
    expect([isError, refused.code]).toEqual([true, 'INVALID_DRAFT']);
    expect(assistant.questions).toEqual([]);
  });

  it('asks once for two calls at the same time', async () => {
    let answer = (_: ElicitResult) => {};
    const assistant = await connect(
      { openKsef: () => ksefAt(emulator), allowSend: true },
      () =>
        new Promise<ElicitResult>((resolve) => {
          answer = resolve;
        }),
    );
    const draft = await draftOf(assistant);
    const first = assistant.call('send_invoice', { draft });
    while (assistant.questions.length === 0) await pause();
    expect((await assistant.call('send_invoice', { draft })).data.code).toBe('INVALID_DRAFT');
    answer(yes);
    expect((await first).data).toMatchObject({ status: 'accepted' });
    expect([assistant.questions.length, arrived()]).toEqual([1, 1]);
  });

  it('resumes after a call that was cancelled, and KSeF has the invoice once', async () => {
    const kept = journal();
    const assistant = await connect(
      { openKsef: () => ksefAt(emulator), allowSend: true, journal: kept },
      () => yes,
    );
    const draft = await draftOf(assistant);
    emulator.control.setProcessingDelay(600_000);
    const stop = new AbortController();
    const cancelled = assistant.client.callTool({ name: 'send_invoice', arguments: { draft } }, undefined, {
      signal: stop.signal,
    });
    while (arrived() === 0) await pause();
    stop.abort(new Error('enough'));
    await expect(cancelled).rejects.toThrow('enough');
    emulator.control.setProcessingDelay(0);
    emulator.control.advanceClock(600_000);
    let { data } = await assistant.call('send_invoice', { draft });
    // The call before has still to notice that it was cancelled.
    for (; data.code === 'INVALID_DRAFT'; { data } = await assistant.call('send_invoice', { draft }))
      await pause();
    expect(data).toMatchObject({ status: 'accepted' });
    expect(arrived()).toBe(1);
    const listed = await assistant.call('list_invoices', { by: 'stored' });
    expect(listed.data).toMatchObject({ invoices: [{ ksefNumber: data.ksefNumber }], hasMore: false });
  });

  it('tells a refusal of KSeF with what to do', async () => {
    const assistant = await connect({ openKsef: () => ksefAt(emulator), allowSend: true }, () => yes);
    const seller = { nip: '7352765225', name: 'Inna', address: 'ul. Prosta 1, 00-001 Warszawa' };
    const draft = await draftOf(assistant, {
      seller,
      buyer: { nip: '5265877635', name: 'My', address: 'ul. Polna 2, 30-002 Kraków' },
    });
    const { data, about } = await assistant.call('send_invoice', { draft });
    expect(about).toBe('KSeF refused the invoice.');
    expect(data).toMatchObject({ status: 'rejected', advice: expect.any(String) });
  });

  it('asks in Polish', async () => {
    const assistant = await connect(
      { openKsef: () => ksefAt(emulator), allowSend: true, language: 'pl' },
      () => ({ action: 'decline' }),
    );
    await assistant.call('send_invoice', { draft: await draftOf(assistant) });
    expect(assistant.questions[0]).toContain(
      'Wysłać tę fakturę do KSeF (emulator)?\nfaktura: "FV 1/2026 (VAT)"',
    );
  });
});

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 10));
}
