import type { SessionJournal } from '@ksef/sessions';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newJournal } from '../support/journals.js';
import { invoice, openBoth, spoiled, startWorld, type World } from '../support/world.js';

let world: World;
let journal: SessionJournal;
beforeAll(async () => {
  world = await startWorld();
});
beforeEach(async () => {
  world.emulator.control.reset();
  journal = await newJournal();
});
afterAll(() => world.emulator.close());

describe('send', () => {
  it('brings everything to KSeF once, marked as offline', async () => {
    const both = await openBoth(world, journal);
    for (let index = 0; index < 5; index++) await both.outbox.issue({ content: invoice(`S/${index}`) });
    const report = await both.outbox.send(both.sender);
    expect(report.waitingCount).toBe(0);
    expect(report.invoices.map(({ delivery }) => delivery)).toEqual(Array(5).fill('accepted'));
    const { ksefNumber, label } = report.invoices[0] ?? {};
    expect(ksefNumber).toMatch(/^5265877635-/);
    expect(label).toBe(ksefNumber);
    expect(world.accepted()).toBe(5);
    expect(await both.outbox.send(both.sender)).toMatchObject({ invoices: [] });
    const modes: string[] = [];
    for await (const { invoicingMode } of world.client().queryMetadata({
      subjectType: 'Subject1',
      dateRange: { dateType: 'Invoicing', from: new Date(Date.now() - 86_400_000).toISOString() },
    }))
      modes.push(invoicingMode);
    expect(modes).toEqual(Array(5).fill('Offline'));
    await both.close();
  });

  it('sends first what has to be in KSeF first', async () => {
    const both = await openBoth(world, journal, { concurrency: 1 });
    await both.outbox.issue({ name: 'later', content: invoice('O/1', '2026-11-24') });
    await both.outbox.issue({ name: 'soon', content: invoice('O/2', '2026-11-20') });
    const { invoices } = await both.outbox.send(both.sender);
    expect(invoices.map(({ name }) => name)).toEqual(['soon', 'later']);
    await both.close();
  });

  it('leaves everything in its place while KSeF is away', async () => {
    const both = await openBoth(world, journal, { concurrency: 1 });
    for (let index = 0; index < 5; index++) await both.outbox.issue({ content: invoice(`W/${index}`) });
    world.ksefFails();
    const report = await both.outbox.send(both.sender);
    expect(report).toMatchObject({ invoices: [], waitingCount: 5, reason: expect.stringMatching(/./) });
    expect(both.outbox.isAway).toBe(true);
    world.emulator.control.clearFaults();
    expect(await both.outbox.send(both.sender)).toMatchObject({ waitingCount: 0 });
    expect(both.outbox.isAway).toBe(false);
    expect(world.accepted()).toBe(5);
    await both.close();
  });

  it('reads from the journal what does not fit into memory, large files too', async () => {
    const both = await openBoth(world, journal, { maxHeldBytes: 4_000 });
    for (let index = 0; index < 4; index++) {
      const file = new TextDecoder().decode(invoice(`B/${index}`));
      await both.outbox.issue({ content: index < 2 ? `${file}${' '.repeat(900_000)}` : file });
    }
    const { invoices } = await both.outbox.send(both.sender);
    expect(invoices.map(({ delivery }) => delivery)).toEqual(Array(4).fill('accepted'));
    await both.close();
  });

  it('takes an invoice that KSeF has already, with the same bytes, for accepted', async () => {
    const content = invoice('D/1');
    await world.client().send(content);
    const both = await openBoth(world, journal);
    await both.outbox.issue({ content });
    const { invoices } = await both.outbox.send(both.sender);
    expect(invoices[0]?.delivery).toBe('accepted');
    expect(world.accepted()).toBe(1);
    await both.close();
  });
});

describe('a refusal', () => {
  it('becomes a technical correction, to which the first codes lead', async () => {
    const good = invoice('R/1');
    const bad = spoiled(good);
    const asked: unknown[] = [];
    const both = await openBoth(world, journal, {
      correct: ({ content, code, reason, invoiceHash }) => {
        asked.push({ content, code, reason: reason.slice(0, 4), invoiceHash });
        return good;
      },
    });
    const { invoiceHash } = await both.outbox.issue({ name: 'order 1', content: bad });
    const { invoices } = await both.outbox.send(both.sender);
    expect(asked).toEqual([{ content: bad, code: 450, reason: '450 ', invoiceHash }]);
    expect(invoices[0]).toMatchObject({ delivery: 'accepted', invoiceHash, refusal: undefined });
    expect(both.events.map(({ type }) => type)).toEqual([
      'offline-issued',
      'offline-refused',
      'offline-corrected',
      'offline-accepted',
    ]);
    const hashes: (string | null | undefined)[] = [];
    for await (const { hashOfCorrectedInvoice } of world.client().queryMetadata({
      subjectType: 'Subject1',
      dateRange: { dateType: 'Invoicing', from: new Date(Date.now() - 86_400_000).toISOString() },
    }))
      hashes.push(hashOfCorrectedInvoice);
    expect(hashes).toEqual([invoiceHash]);
    await both.close();
  });

  it('is reported when nobody corrects it, and may be corrected by hand, in the next process too', async () => {
    const good = invoice('R/2');
    const first = await openBoth(world, journal);
    const { invoiceHash } = await first.outbox.issue({ content: spoiled(good) });
    const report = await first.outbox.send(first.sender);
    expect(report.invoices[0]).toMatchObject({
      delivery: 'refused',
      refusal: { code: 450, canCorrect: true },
    });
    expect(await first.outbox.send(first.sender)).toMatchObject({ invoices: [], waitingCount: 0 });
    await first.close();
    const next = await openBoth(world, journal);
    const wrong = { code: 'CORRECTION_MISMATCH' };
    await expect(next.outbox.correct(invoiceHash, invoice('R/3'))).rejects.toMatchObject(wrong);
    await expect(next.outbox.correct(invoiceHash, spoiled(good))).rejects.toMatchObject(wrong);
    await expect(next.outbox.correct('x', good)).rejects.toMatchObject(wrong);
    expect(await next.outbox.correct(invoiceHash, good)).toMatchObject({ delivery: 'waiting' });
    await next.close();
    const last = await openBoth(world, journal);
    const { invoices } = await last.outbox.send(last.sender);
    expect(invoices[0]).toMatchObject({ delivery: 'accepted', invoiceHash });
    expect(world.accepted()).toBe(1);
    await last.close();
  });

  it('ends after five corrections that correct nothing', async () => {
    const bad = new TextDecoder().decode(spoiled(invoice('R/4')));
    let asked = 0;
    const both = await openBoth(world, journal, {
      correct: () => new TextEncoder().encode(`${bad}${' '.repeat(++asked)}`),
    });
    await both.outbox.issue({ content: bad });
    const { invoices } = await both.outbox.send(both.sender);
    expect(invoices[0]).toMatchObject({ delivery: 'refused', refusal: { canCorrect: false } });
    expect(asked).toBe(5);
    await both.close();
  });

  it('stays one when the correction fails', async () => {
    const both = await openBoth(world, journal, {
      correct: () => {
        throw new Error('no programmer at hand');
      },
    });
    await both.outbox.issue({ name: 'order 5', content: spoiled(invoice('R/5')) });
    const { invoices } = await both.outbox.send(both.sender);
    expect(invoices[0]?.delivery).toBe('refused');
    expect(both.told('warning')).toEqual([
      { type: 'warning', message: 'No technical correction of order 5: no programmer at hand' },
    ]);
    await both.close();
  });

  it('for another invoice with this number says so', async () => {
    await world.client().send(invoice('R/6'));
    const both = await openBoth(world, journal);
    await both.outbox.issue({ content: `${new TextDecoder().decode(invoice('R/6'))}\n` });
    const { invoices } = await both.outbox.send(both.sender);
    expect(invoices[0]).toMatchObject({ delivery: 'refused', refusal: { code: 440, canCorrect: true } });
    await both.close();
  });
});
