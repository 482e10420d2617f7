import { mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileCheckpoints } from '@ksef/client';
import { type Emulator, startEmulator } from '@ksef/emulator';
import { readInvoiceData } from '@ksef/invoice/read';
import { memoryJournal } from '@ksef/sessions';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { BookRow, ReconcileOptions, ReconciliationRow } from '../src/index.js';
import { buyer, clientOf, collect, invoice, seller, sent, type TestClient, today } from './support/ksef.js';

let emulator: Emulator;
let sales: TestClient;
beforeAll(async () => {
  emulator = await startEmulator();
});
beforeEach(() => {
  emulator.control.reset();
  sales = clientOf(emulator, seller);
});
afterAll(() => emulator.close());

const period = { from: today, to: today };
const row = (number: string, more: Partial<BookRow> = {}): BookRow => ({
  number,
  date: today,
  gross: '123.00',
  nip: buyer,
  ...more,
});

async function reconciled(options: ReconcileOptions, ksef = sales) {
  const work = ksef.reconcile(options);
  const rows = await collect(work);
  return { rows, summary: work.summary(), found: byNumber(rows) };
}

/** Findings by the number of the invoice. */
function byNumber(rows: readonly ReconciliationRow[]): Record<string, readonly string[]> {
  const pairs = rows.map(({ ksef, book, findings }) => [ksef?.invoiceNumber ?? book?.number, findings]);
  return Object.fromEntries(pairs);
}

describe('reconcile with books', () => {
  it('finds what is missing on either side, and what differs', async () => {
    const numbers = ['FV/1', 'FV/2', 'FV/3', 'FV/4', 'FV/5', 'FV/6', 'FV/7'];
    const ksefNumbers: string[] = [];
    for (const number of numbers) ksefNumbers.push(await sent(sales, invoice(number)));
    const books = [
      row('FV/1'),
      row('fv / 2', { ksefNumber: ksefNumbers[1] }),
      row('FV/3', { gross: '132.00' }),
      row('FV/4', { date: `${today.slice(0, 8)}01`, nip: '5251230007' }),
      row('FV/5', { ksefNumber: ksefNumbers[5] }),
      row('FV/7', { currency: 'EUR' }),
      row('FV/8'),
      row('FV/1'),
    ];
    const { found, rows, summary } = await reconciled({
      from: `${today.slice(0, 8)}01`,
      to: today,
      subjectTypes: ['Subject1'],
      books,
    });
    expect(rows.filter(({ findings }) => findings.includes('booked-twice'))).toHaveLength(1);
    // The row FV/5 names the KSeF number of FV/6: the number counts more.
    expect(found).toMatchObject({
      'FV/2': [],
      'FV/3': ['gross'],
      'FV/4': today.endsWith('-01') ? ['nip'] : ['date', 'nip'],
      'FV/5': ['missing-in-books'],
      'FV/6': [],
      'FV/7': ['currency'],
      'FV/8': ['missing-in-ksef'],
    });
    expect(summary.findings).toMatchObject({ 'missing-in-ksef': 1, 'missing-in-books': 1, gross: 1 });
    expect(summary.matchCount).toBe(3);
    expect(summary.ksef).toEqual([
      {
        subjectType: 'Subject1',
        currency: 'PLN',
        invoiceCount: 7,
        net: '700.00',
        gross: '861.00',
        vatInPln: '161.00',
      },
    ]);
    expect(summary.books).toEqual([
      { subjectType: 'Subject1', currency: 'EUR', rowCount: 1, gross: '123.00' },
      { subjectType: 'Subject1', currency: 'PLN', rowCount: 7, gross: '870.00' },
    ]);
    expect(summary.rates).toBeUndefined();
  });

  it('compares purchases by the NIP of the seller, and sales and purchases side by side', async () => {
    const ksefNumber = await sent(sales, invoice('FV/1'));
    const purchases = clientOf(emulator, buyer);
    const { rows } = await reconciled(
      {
        ...period,
        books: [
          row('FV/1', { nip: `PL ${seller}`, subjectType: 'Subject2' }),
          row('FV/1', { nip: '5251230007', subjectType: 'Subject2' }),
        ],
      },
      purchases,
    );
    expect(rows.map(({ findings, ksef }) => [findings, ksef?.ksefNumber])).toEqual([
      [['missing-in-ksef'], undefined],
      [[], ksefNumber],
    ]);
  });

  it('marks each row for JPK_V7M(3)', async () => {
    const ksefNumber = await sent(sales, invoice('FV/1'));
    for (const number of ['FV/2', 'FV/3']) await sent(sales, invoice(number));
    const books = [
      row('FV/1', { mode: 'offline24', jpkMarker: 'DI' }),
      row('FV/2', { mode: 'emergency', jpkMarker: 'OFF' }),
      row('FV/3'),
      row('A/emergency', { mode: 'emergency' }),
      row('A/offline24', { mode: 'offline24', jpkMarker: 'OFF' }),
      row('A/offline', { mode: 'offline' }),
      row('A/total', { mode: 'totalFailure' }),
      row('A/consumer', { mode: 'outsideKsef', nip: undefined }),
      row('A/internal', { mode: 'notInvoice' }),
      row('A/unknown'),
    ];
    const { rows, summary } = await reconciled({ ...period, subjectTypes: ['Subject1'], books });
    const marks = rows.map(({ book, jpkMarker, findings }) => [book?.number, [jpkMarker, ...findings]]);
    expect(Object.fromEntries(marks)).toEqual({
      'FV/1': [ksefNumber, 'jpk-marker'],
      'FV/2': [expect.stringContaining(seller)],
      'FV/3': [expect.stringContaining(seller)],
      'A/emergency': ['OFF', 'missing-in-ksef'],
      'A/offline24': ['DI', 'missing-in-ksef', 'jpk-marker'],
      'A/offline': ['DI', 'missing-in-ksef'],
      'A/total': ['BFK'],
      'A/consumer': ['BFK'],
      'A/internal': ['DI'],
      'A/unknown': [undefined, 'missing-in-ksef'],
    });
    expect(summary.outsideKsefCount).toBe(3);
  });

  it('takes the period by date of issue, whenever the invoice was sent', async () => {
    await sent(sales, invoice('FV/old', { issueDate: '2026-05-31' }));
    await sent(sales, invoice('FV/in', { issueDate: '2026-06-30' }));
    const books = [row('FV/old', { date: '2026-05-31' }), row('FV/in', { date: '2026-06-30' })];
    const { found, summary } = await reconciled({ month: '2026-06', subjectTypes: ['Subject1'], books });
    expect(found).toEqual({ 'FV/in': [] });
    expect(summary.outsidePeriodCount).toBe(1);
    expect(summary.period).toEqual({ from: '2026-06-01', to: '2026-06-30' });
  });

  it('lists days with more invoices than a package holds by their date of storage', async () => {
    emulator.control.seedInvoices({ count: 10_050, sellerNip: seller, buyerNip: buyer });
    const { rows, summary } = await reconciled({ ...period, subjectTypes: ['Subject1'] });
    expect(rows).toHaveLength(10_050);
    expect(summary.matchCount).toBe(10_050);
  }, 120_000);

  it('refuses wrong rows and options with the place of the mistake', async () => {
    const wrong = [{ gross: '12,30' }, { date: '2026-02-30' }, { number: ' ' }, { currency: 'zł' }];
    for (const [index, more] of wrong.entries()) {
      const books = [...Array.from({ length: index }, () => row('FV')), row('FV', more)];
      const work = collect(sales.reconcile({ ...period, subjectTypes: ['Subject1'], books }));
      const [field] = Object.keys(more);
      await expect(work).rejects.toMatchObject({
        code: 'INVALID_BOOK_ROW',
        input: `books[${index}].${field}`,
      });
    }
    const both = collect(sales.reconcile({ ...period, books: [row('FV')] }));
    await expect(both).rejects.toMatchObject({ input: 'books[0].subjectType' });
    expect(() => sales.reconcile({ month: '2026-13' })).toThrow(/month/);
    expect(() => sales.reconcile({ from: '2026-02-01', to: '2026-01-31' })).toThrow(/to must be/);
    expect(() => sales.reconcile({ month: '2026-02', book: [] } as never)).toThrow(/books/);
  });
});

describe('reconcile with the journal and checkpoints', () => {
  it('finds invoices that the journal does not have, and those that KSeF has in another form', async () => {
    const journal = memoryJournal();
    const source = ['FV/1', 'FV/2'].map((number) => ({ name: `${number}.xml`, content: invoice(number) }));
    const results = await collect(sales.sendInvoices(source, { journal, runId: 'march' }));
    await sent(sales, invoice('FV/3'));
    const run = await journal.open('copied');
    const changed = { status: 'accepted', ksefNumber: results[0]?.ksefNumber };
    await run.append([{ type: 'invoice-finished', id: 1, hash: 'another', result: changed }]);
    await run.close();
    const all = { ...period, subjectTypes: ['Subject1'] as const };
    const one = await reconciled({ ...all, journal: { journal, runIds: ['march'] } });
    expect(one.found).toEqual({ 'FV/1': [], 'FV/2': [], 'FV/3': ['missing-in-journal'] });
    expect(one.rows[0]?.journal).toMatchObject({ runId: 'march', status: 'accepted', name: 'FV/1.xml' });
    const other = await reconciled({ ...all, journal: { journal, runIds: ['copied'] } });
    expect(other.found).toMatchObject({ 'FV/1': ['hash'], 'FV/2': ['missing-in-journal'] });
  });

  it('reports what the journal has and KSeF has not, after looking it up', async () => {
    const journal = memoryJournal();
    const late = { name: 'late', content: invoice('FV/late', { issueDate: '2026-06-30' }) };
    await collect(sales.sendInvoices([late], { journal, runId: 'all' }));
    emulator.control.reset();
    const after = clientOf(emulator, seller);
    const other = { name: 'other', content: invoice('FV/other', { issueDate: '2026-06-30' }) };
    await collect(after.sendInvoices([other], { journal, runId: 'all' }));
    const { rows, summary } = await reconciled(
      { ...period, subjectTypes: ['Subject1'], journal: { journal } },
      after,
    );
    // Both were accepted today and are not in today's list: KSeF has one, issued in June.
    expect(rows).toMatchObject([{ findings: ['missing-in-ksef'], journal: { name: 'late' } }]);
    expect(summary.outsidePeriodCount).toBe(1);
  });

  it('finds invoices of batches by their hash, and leaves out runs of others and runs in use', async () => {
    const journal = memoryJournal();
    const folder = await mkdtemp(join(tmpdir(), 'ksef-parts-'));
    const { filePartStore } = await import('@ksef/sessions/batch');
    const sealingKey = new Uint8Array(32).fill(7);
    const source = ['FV/1', 'FV/2'].map((number) => ({ content: invoice(number) }));
    const options = { journal, runId: 'batch', sealingKey, partStore: filePartStore(folder) };
    await collect(sales.sendBatch(source, options));
    const other = clientOf(emulator, buyer);
    await collect(other.sendInvoices([{ content: invoice('FV/no') }], { journal, runId: 'other' }));
    const held = await journal.open('held');
    await held.append([{ type: 'mode-chosen', usual: 'online' }]);
    const { found, summary, rows } = await reconciled({
      ...period,
      subjectTypes: ['Subject1'],
      journal: { journal },
    });
    await held.close();
    expect(found).toEqual({ 'FV/1': [], 'FV/2': [] });
    expect(rows[0]?.journal).toMatchObject({ runId: 'batch', status: 'batch' });
    expect(summary.runsInUse).toEqual(['held']);
    expect(summary.unresolvedCount).toBe(0);
  });

  it('tells which invoices sync has not delivered', async () => {
    const purchases = clientOf(emulator, buyer);
    const folder = await mkdtemp(join(tmpdir(), 'ksef-checkpoints-'));
    const checkpointStore = fileCheckpoints(folder);
    await sent(sales, invoice('FV/1'));
    await collect(
      purchases.sync({ subjectTypes: ['Subject2'], checkpointStore, from: `${today}T00:00:00Z` }),
    );
    emulator.control.advanceClock(60_000);
    await sent(sales, invoice('FV/2'));
    const { found, summary } = await reconciled(
      { ...period, subjectTypes: ['Subject2'], checkpointStore },
      purchases,
    );
    expect(found).toEqual({ 'FV/1': [], 'FV/2': ['not-received'] });
    expect(Object.keys(summary.receivedUntil)).toEqual(['Subject2']);
  });
});

describe('a reconciliation', () => {
  it('reads the documents where rates are wanted', async () => {
    for (const number of ['FV/1', 'FV/2']) await sent(sales, invoice(number));
    const { rows, summary } = await reconciled({
      ...period,
      subjectTypes: ['Subject1'],
      readInvoice: readInvoiceData,
    });
    expect(rows[0]?.ksef?.rates).toEqual([{ rate: 'standard', net: '100.00', vat: '23.00' }]);
    expect(summary.rates).toEqual([
      {
        subjectType: 'Subject1',
        currency: 'PLN',
        rate: 'standard',
        invoiceCount: 2,
        net: '200.00',
        vat: '46.00',
      },
    ]);
    const failing = () => {
      throw new Error('no invoice');
    };
    const unread = await reconciled({ ...period, subjectTypes: ['Subject1'], readInvoice: failing });
    expect(unread.summary).toMatchObject({ rates: [], unreadCount: 2 });
  });

  it('is CSV that no spreadsheet takes for formulas', async () => {
    for (const number of ['=1+1', '@SUM(A1)', '-5', '"a",b;c']) await sent(sales, invoice(number));
    const tricky = [row(' =A1'), row('\t+48'), row('\u0000=1'), row('|calc')];
    const all = sales.reconcile({ ...period, subjectTypes: ['Subject1'], books: tricky });
    const lines = (await collect(all.csv())).join('');
    for (const text of ['=1+1', '@SUM(A1)', '-5', ' =A1', '\t+48', '\u0000=1', '|calc'])
      expect(lines).toMatch(new RegExp(`[,"]'${text.replace(/[+()|]/g, '\\$&')}[,"]`));
    expect(lines).toContain(`"""a"",b;c"`);
    expect(lines).toContain(`,123.00,`);
    const books = [row('FV/1', { gross: '-123.00' })];
    const polish = sales.reconcile({ ...period, subjectTypes: ['Subject1'], books });
    const found = await collect(polish.csv({ delimiter: ';', onlyFindings: true }));
    expect(found.find((line) => line.includes('FV/1'))).toContain(';-123,00;');
  });

  it('has a summary at its end only, and leaves no files when it is ended early or aborted', async () => {
    const before = await spools();
    await sent(sales, invoice('FV/1'));
    const early = sales.reconcile({ ...period, subjectTypes: ['Subject1'] });
    expect(() => early.summary()).toThrow(expect.objectContaining({ code: 'NOT_FINISHED' }));
    for await (const _ of early) break;
    const controller = new AbortController();
    const aborted = sales.reconcile({ ...period, signal: controller.signal });
    controller.abort();
    await expect(collect(aborted)).rejects.toMatchObject({ name: 'AbortError' });
    expect(await spools()).toEqual(before);
  });
});

async function spools(): Promise<string[]> {
  return (await readdir(tmpdir())).filter((name) => name.startsWith('ksef-reconcile-'));
}
