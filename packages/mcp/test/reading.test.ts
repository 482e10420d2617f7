import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Emulator, startEmulator } from '@ksef/emulator';
import { buildInvoice, type InvoiceData } from '@ksef/invoice';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Assistant, connect, invoiceData, ksefAt } from './support/assistant.js';

describe('an assistant that may only read', { timeout: 60_000 }, () => {
  let emulator: Emulator;
  let assistant: Assistant;
  const numbers: string[] = [];

  beforeAll(async () => {
    emulator = await startEmulator();
    const ksef = ksefAt(emulator);
    for (const number of ['FV 1/2026', 'FV 2/2026', 'FV 3/2026']) {
      const { xml } = buildInvoice(invoiceData({ number }) as unknown as InvoiceData);
      numbers.push((await ksef.send(xml)).ksefNumber ?? '');
    }
    assistant = await connect({ openKsef: () => ksef });
  });
  afterAll(() => emulator.close());

  it('sees tools that change nothing, each with a description', async () => {
    const { tools } = await assistant.client.listTools();
    expect(tools.map(({ name }) => name)).toEqual([
      'list_invoices',
      'read_invoice',
      'validate_invoice',
      'build_invoice',
      'correct_invoice',
      'describe_invoice_data',
      'render_invoice',
      'explain_status',
      'show_permissions',
      'show_limits',
    ]);
    for (const { annotations, description, inputSchema } of tools) {
      expect(annotations).toMatchObject({ readOnlyHint: true, destructiveHint: false });
      expect(description).not.toBe('');
      expect(inputSchema).toMatchObject({ type: 'object', additionalProperties: false });
    }
    expect(assistant.client.getInstructions()).toContain('read-only');
    const { isError, text } = await assistant.call('send_invoice', { draft: 'draft-1' });
    expect([isError, text]).toEqual([true, expect.stringContaining('not found')]);
  });

  it('lists invoices, the newest first, and says when there are more', async () => {
    const { data } = await assistant.call('list_invoices', { limit: 2, by: 'stored' });
    expect(data).toMatchObject({
      hasMore: true,
      invoices: [{ ksefNumber: numbers[2] }, { ksefNumber: numbers[1] }],
    });
    const one = await assistant.call('list_invoices', { invoiceNumber: 'FV 1/2026' });
    expect(one.data).toMatchObject({
      hasMore: false,
      invoices: [
        { ksefNumber: numbers[0], grossAmount: 2460, currency: 'PLN', buyer: { name: 'Klient S.A.' } },
      ],
    });
    const bought = await assistant.call('list_invoices', { role: 'buyer' });
    expect(bought.data).toEqual({ hasMore: false, invoices: [] });
  });

  it('reads days as days of Poland, also those on which the clocks change', async () => {
    await assistant.call('list_invoices', { from: '2026-10-25', to: '2026-10-26' });
    const asked = emulator.control.events('request').findLast(({ path }) => /metadata/.test(String(path)));
    expect(emulator.control.request(Number(asked?.requestId))?.request.body).toMatchObject({
      dateRange: { from: '2026-10-25T00:00:00+02:00', to: '2026-10-26T23:59:59.999+01:00' },
    });
  });

  it('reads an invoice as data, in pieces if asked', async () => {
    const { data } = await assistant.call('read_invoice', { ksefNumber: numbers[0] });
    expect(data).toMatchObject({
      form: 'fa3',
      lineCount: 1,
      invoice: { number: 'FV 1/2026', totals: { gross: '2460.00' }, lines: [{ name: 'Rower' }] },
    });
    const none = await assistant.call('read_invoice', { ksefNumber: numbers[0], maxLines: 0 });
    expect(none.about).toBe('The invoice with 0 of its 1 lines, from line 1.');
    expect(none.data).toMatchObject({ invoice: { lines: [] } });
  });

  it('downloads an invoice once, however often it looks at it', async () => {
    const downloads = () =>
      emulator.control.events('request').filter(({ path }) => String(path).includes('/invoices/ksef/'))
        .length;
    await assistant.call('read_invoice', { ksefNumber: numbers[1] });
    const before = downloads();
    await assistant.call('validate_invoice', { ksefNumber: numbers[1] });
    await assistant.call('render_invoice', { ksefNumber: numbers[1], format: 'html' });
    expect(downloads()).toBe(before);
  });

  it('renders an invoice as a resource that the client fetches as bytes', async () => {
    for (const [format, start] of [
      ['pdf', '%PDF-1.'],
      ['html', '<!doctype html>'],
      ['xml', '<?xml'],
    ] as const) {
      const { links, data } = await assistant.call('render_invoice', { ksefNumber: numbers[0], format });
      expect(links).toEqual([expect.objectContaining({ uri: `ksef://documents/${numbers[0]}.${format}` })]);
      const { contents } = await assistant.client.readResource({ uri: links[0]?.uri ?? '' });
      const [{ blob = '', ...rest } = {}] = contents as readonly { readonly blob?: string }[];
      expect(rest).not.toHaveProperty('text');
      const bytes = Buffer.from(blob, 'base64');
      expect(bytes.toString('latin1').toLowerCase()).toMatch(
        new RegExp(`^${start.replace('?', '\\?').toLowerCase()}`),
      );
      expect(bytes.length).toBe(data.sizeBytes);
    }
    const { resources } = await assistant.client.listResources();
    expect(resources.map(({ name }) => name)).toContain(`${numbers[0]}.pdf`);
    await expect(assistant.client.readResource({ uri: 'ksef://documents/none.pdf' })).rejects.toThrow(
      'No such document',
    );
  });

  it('renders into a folder, if there is one', async () => {
    const outputFolder = join(mkdtempSync(join(tmpdir(), 'ksef-mcp-')), 'pictures');
    const own = await connect({ openKsef: () => ksefAt(emulator), outputFolder });
    const { links } = await own.call('render_invoice', { ksefNumber: numbers[0], format: 'html' });
    const file = fileURLToPath(links[0]?.uri ?? '');
    expect(file).toBe(join(outputFolder, `${numbers[0]}.html`));
    expect(readFileSync(file, 'utf8')).toContain('FV 1/2026');
  });

  it('drafts an invoice, checks it, and corrects one, without KSeF', async () => {
    const own = await connect({
      openKsef: () => {
        throw new Error('not needed');
      },
    });
    const built = await own.call('build_invoice', { data: invoiceData() });
    expect(built.data).toMatchObject({ totals: { gross: '2460.00' }, validation: { isValid: true } });
    expect(built.links).toHaveLength(1);
    const { draft } = built.data as { readonly draft: string };
    expect((await own.call('validate_invoice', { draft })).data).toMatchObject({ isValid: true });
    expect((await own.call('read_invoice', { draft })).data).toMatchObject({
      invoice: { number: 'FV 1/2026' },
    });
    const change = { number: 'K 1', issueDate: invoiceData().issueDate, reason: 'zwrot' };
    const corrected = await own.call('correct_invoice', { draft, change, toZero: true });
    expect(corrected.data).toMatchObject({ totals: { gross: '-2460.00' }, validation: { isValid: true } });
    const fields = await own.call('describe_invoice_data', {});
    expect(fields.data).toMatchObject({ properties: { number: { type: 'string' } } });
    const line = await own.call('describe_invoice_data', { part: 'InvoiceLine' });
    expect(JSON.stringify(line.data)).toContain('netPrice');
  });

  it('explains statuses, in either language', async () => {
    const duplicate = await assistant.call('explain_status', {
      code: 440,
      subject: 'invoice',
      language: 'pl',
    });
    expect(JSON.stringify(duplicate.data)).toContain('Duplikat');
    const all = await assistant.call('explain_status', { code: 440 });
    expect((all.data.explanations as readonly unknown[]).length).toBeGreaterThan(1);
    const none = await assistant.call('explain_status', { code: 12 });
    expect(none.data).toEqual({ code: 12, explanations: [] });
  });

  it('sees where it is, what the login may do, and the limits', async () => {
    const { data } = await assistant.call('show_permissions');
    expect(data).toMatchObject({
      context: { type: 'Nip', value: '5265877635' },
      permissions: expect.arrayContaining(['InvoiceRead']),
    });
    const limits = await assistant.call('show_limits');
    expect(limits.data).toMatchObject({ sessions: { onlineSession: { maxInvoices: 10_000 } } });
  });
});
