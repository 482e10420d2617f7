import { type Emulator, startEmulator } from '@ksef/emulator';
import { createMcpServer } from '@ksef/mcp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Assistant, connect, invoiceData, ksefAt } from './support/assistant.js';

describe('wrong input', { timeout: 60_000 }, () => {
  let emulator: Emulator;
  let assistant: Assistant;

  beforeAll(async () => {
    emulator = await startEmulator();
    assistant = await connect({ openKsef: () => ksefAt(emulator) });
  });
  afterAll(() => emulator.close());

  it.each([
    ['list_invoices', { form: '2026-02-01' }, 'form'],
    ['list_invoices', { limit: 0 }, 'limit'],
    ['list_invoices', { limit: 1e9 }, 'limit'],
    ['list_invoices', { role: 'owner' }, 'role'],
    ['read_invoice', { ksefNumber: 7 }, 'ksefNumber'],
    ['explain_status', { code: '440' }, 'code'],
    ['explain_status', {}, 'code'],
    ['build_invoice', { data: 'text' }, 'data'],
    ['render_invoice', { draft: 'draft-1', format: 'docx' }, 'format'],
  ])('%s %j is refused, and the field is named', async (tool, input, field) => {
    const { isError, text } = await assistant.call(tool, input);
    expect(isError).toBe(true);
    expect(text).toContain(field);
  });

  it.each([
    ['list_invoices', { from: 'yesterday' }, 'INVALID_INPUT', 'from'],
    ['list_invoices', { to: '2026-02-30' }, 'INVALID_INPUT', 'to'],
    ['read_invoice', {}, 'INVALID_INPUT', 'ksefNumber'],
    ['read_invoice', { draft: 'draft-1', xml: '<x/>' }, 'INVALID_INPUT', 'ksefNumber'],
    ['read_invoice', { draft: 'draft-1' }, 'INVALID_DRAFT', 'draft'],
    ['read_invoice', { draft: '../secrets' }, 'INVALID_DRAFT', 'draft'],
    ['read_invoice', { xml: '<Upo/>' }, 'UNSUPPORTED_FORM', 'document'],
    ['read_invoice', { ksefNumber: '../../x' }, 'INVALID_KSEF_NUMBER', undefined],
    ['describe_invoice_data', { part: '__proto__' }, 'INVALID_INPUT', 'part'],
    ['build_invoice', { data: {} }, 'INVALID_INPUT', undefined],
    [
      'build_invoice',
      { data: invoiceData({ lines: [{ name: 'x', quantity: 'many' }] }) },
      undefined,
      undefined,
    ],
    ['correct_invoice', { xml: '<x/>', change: {} }, undefined, undefined],
  ])('%s %j is refused with code %s', async (tool, input, code, field) => {
    const { isError, data } = await assistant.call(tool, input);
    expect(isError).toBe(true);
    expect(data.code).toEqual(code ?? expect.any(String));
    if (field !== undefined) expect(data.input).toBe(field);
    expect(String(data.message).length).toBeGreaterThan(10);
  });

  it('an unknown KSeF number is refused with what KSeF says', async () => {
    const { isError, data } = await assistant.call('read_invoice', {
      ksefNumber: '5265877635-20260201-0100A0000000-01',
    });
    expect(isError).toBe(true);
    expect(data.code).toEqual(expect.any(String));
  });

  it('of the server itself is refused by name', () => {
    const openKsef = () => ksefAt(emulator);
    const wrong = (options: object) => () => createMcpServer({ openKsef, ...options } as never);
    expect(wrong({ allowsend: true })).toThrow('Did you mean "allowSend"?');
    expect(wrong({ openKsef: undefined })).toThrow('openKsef');
    expect(wrong({ language: 'de' })).toThrow('language');
    expect(wrong({ secrets: 'x' })).toThrow('secrets');
  });
});
