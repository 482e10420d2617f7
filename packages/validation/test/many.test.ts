import { join } from 'node:path';
import { parseFa3 } from '@ksef/forms/fa3';
import { describe, expect, it } from 'vitest';
import { validateInvoice } from '../src/index.js';
import { invoice } from './support/invoice.js';

const { validateInvoices } = (await import(
  join(import.meta.dirname, '../dist/node.js')
)) as typeof import('../src/node.js');
const now = new Date('2026-11-28T12:00:00Z');

describe('validateInvoices', () => {
  it('gives one result each, in the order of the source, whatever takes how long', async () => {
    const totals = Array.from({ length: 60 }, (_, index) => (index % 7 === 3 ? '123,00' : '123.00'));
    const valid: boolean[] = [];
    for await (const { isValid } of validateInvoices(
      totals.map((total) => invoice({ total })),
      { now, threads: 2 },
    ))
      valid.push(isValid);
    expect(valid).toEqual(totals.map((total) => total === '123.00'));
  });

  it('reads only a little ahead of what was taken', async () => {
    let read = 0;
    async function* endless() {
      for (;;) {
        read++;
        yield invoice();
      }
    }
    let taken = 0;
    for await (const _ of validateInvoices(endless(), { now, threads: 2 })) if (++taken === 5) break;
    expect(read).toBeLessThan(20);
  });

  it('ends with the reason of its signal', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    const all = (async () => {
      for await (const _ of validateInvoices(
        Array.from({ length: 1000 }, () => invoice()),
        { now, threads: 1, signal: controller.signal },
      ))
        controller.abort(reason);
    })();
    await expect(all).rejects.toBe(reason);
  });

  it('throws what the source throws', async () => {
    async function* broken() {
      yield invoice();
      throw new Error('disk');
    }
    const all = (async () => {
      for await (const _ of validateInvoices(broken(), { now, threads: 1 }));
    })();
    await expect(all).rejects.toThrow('disk');
  });

  it('refuses options by name', async () => {
    await expect(validateInvoices([], { threads: 0 }).next()).rejects.toThrow(/threads must be/);
  });
});

describe('validateInvoice', () => {
  it('takes a model', async () => {
    const model = parseFa3(invoice());
    expect(await validateInvoice(model, { now })).toEqual({ isValid: true, form: 'fa3', issues: [] });
    const wrong = { ...model, Fa: { ...model.Fa, P_15: '123,00' } };
    const { isValid, issues } = await validateInvoice(wrong as never, { now });
    expect(isValid).toBe(false);
    expect(issues).toMatchObject([{ path: '/Faktura/Fa/P_15', severity: 'error' }]);
    await expect(validateInvoice({}, { now })).rejects.toThrow(/must be given as bytes/);
  });

  it('validates thousands without growing', async () => {
    const bytes = invoice();
    const wrong = invoice({ total: '1,0' });
    const run = async (count: number) => {
      for (let index = 0; index < count; index++)
        await validateInvoice(index % 2 === 0 ? bytes : wrong, { now });
      return process.memoryUsage().rss;
    };
    await run(500);
    const before = await run(500);
    const after = await run(3000);
    expect((after - before) / 1_000_000).toBeLessThan(40);
  });

  it('finds thousands of violations in time that grows with their number', async () => {
    const lines = Array.from(
      { length: 8000 },
      (_, index) => `<FaWiersz><NrWierszaFa>${index + 1}</NrWierszaFa><P_12>99</P_12></FaWiersz>`,
    );
    const many = invoice({ lines: lines.join('\n') });
    // Processor time: the machine may have other work.
    const started = process.cpuUsage();
    const { issues } = await validateInvoice(many, { now, stages: ['schema'], maxIssues: 10_000 });
    expect(issues).toHaveLength(8000);
    expect(issues[7999]?.path).toBe('/Faktura/Fa/FaWiersz[8000]/P_12');
    const { user, system } = process.cpuUsage(started);
    expect((user + system) / 1000).toBeLessThan(15_000);
  });
});
