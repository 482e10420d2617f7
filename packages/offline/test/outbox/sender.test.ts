import { type InvoiceResult, memoryJournal, type SessionJournal } from '@ksef/sessions';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type IssuedInvoice, type OutboxOptions, openOutbox } from '../../src/index.js';
import { hastyClock, invoice, startWorld, type World } from '../support/world.js';

let world: World;
let journal: SessionJournal;
beforeAll(async () => {
  world = await startWorld();
});
beforeEach(() => {
  world.emulator.control.reset();
  journal = memoryJournal();
});
afterAll(() => world.emulator.close());

async function openSender(more: Partial<OutboxOptions> = {}) {
  const outbox = await openOutbox(world.options({ journal, ...more }));
  const sender = await world.client().openSender({ journal, runId: 'online', withUpo: false, outbox });
  return { outbox, sender };
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 20));
}

it('sends online by default', async () => {
  const { outbox, sender } = await openSender();
  const result = await sender.send({ content: invoice('N/1') });
  expect(result).toMatchObject({ status: 'accepted' });
  expect([...outbox.invoices()]).toEqual([]);
  await sender.close();
  await outbox.close();
});

it('goes offline when KSeF does not answer, and sends when it does', async () => {
  const { outbox, sender } = await openSender();
  world.ksefFails();
  const first = await sender.send({ name: '1', content: invoice('N/2') });
  expect(first).toMatchObject({ status: 'offline', name: '1', delivery: 'waiting', label: 'OFFLINE' });
  const requests = world.emulator.control.events('fault').length;
  const result: InvoiceResult | IssuedInvoice = await sender.send({ content: invoice('N/3') });
  // TypeScript knows from the status what there is.
  expect(result.status === 'offline' ? result.certificateLink : undefined).toMatch(/^http/);
  expect(outbox.isAway).toBe(true);
  expect(world.emulator.control.events('fault').length - requests).toBeLessThan(20);
  world.emulator.control.clearFaults();
  await until(() => [...outbox.invoices()].every(({ delivery }) => delivery === 'accepted'));
  expect(world.accepted()).toBe(2);
  expect(await sender.send({ content: invoice('N/2') })).toMatchObject({
    status: 'offline',
    delivery: 'accepted',
    ksefNumber: expect.stringMatching(/^5265877635-/),
  });
  expect(await sender.send({ content: invoice('N/4') })).toMatchObject({ status: 'accepted' });
  expect(world.accepted()).toBe(3);
  await sender.close();
  await outbox.close();
});

it('sends once what KSeF took although its answer was lost', async () => {
  const { outbox, sender } = await openSender();
  const send = { method: 'POST', path: '/sessions/online/{referenceNumber}/invoices' } as const;
  world.emulator.control.addFault({ kind: 'cutAfter', ...send });
  world.emulator.control.addFault({ kind: 'html', status: 503, method: 'GET', times: 1_000_000 });
  world.emulator.control.addFault({ kind: 'html', status: 503, times: 1_000_000, path: '/invoices/*' });
  const result = await sender.send({ content: invoice('N/5') });
  expect(result).toMatchObject({ status: 'offline', delivery: 'waiting' });
  world.emulator.control.clearFaults();
  await until(() => [...outbox.invoices()].every(({ delivery }) => delivery === 'accepted'));
  expect(world.accepted()).toBe(1);
  await sender.close();
  await outbox.close();
});

it('leaves what KSeF refuses to the caller, as ever', async () => {
  const { outbox, sender } = await openSender();
  const file = new TextDecoder().decode(invoice('N/6')).replace('>PLN<', '>ZZZ9<');
  expect(await sender.send({ content: file })).toMatchObject({ status: 'rejected' });
  expect(await sender.send({ content: 'nothing' })).toMatchObject({ status: 'failed' });
  expect([...outbox.invoices()]).toEqual([]);
  await sender.close();
  await outbox.close();
});

it('gives the failure when it cannot issue offline either', async () => {
  const certificate = { serialNumber: '0123456789ABCDEF', validTo: '2026-01-01T00:00:00Z' };
  const { outbox, sender } = await openSender({ certificate });
  world.ksefFails();
  expect(await sender.send({ content: invoice('N/7') })).toMatchObject({ status: 'failed' });
  world.emulator.control.clearFaults();
  expect(await sender.send({ content: invoice('N/7') })).toMatchObject({ status: 'accepted' });
  expect(world.accepted()).toBe(1);
  await sender.close();
  await outbox.close();
});

it('is continued by the next process', async () => {
  const first = await openSender();
  world.ksefFails();
  await first.sender.send({ content: invoice('N/8') });
  await first.sender.close({ signal: AbortSignal.timeout(1_000) });
  await first.outbox.close();
  world.emulator.control.clearFaults();
  const next = await openSender();
  await until(() => world.accepted() === 1);
  await next.sender.close();
  await next.outbox.close();
});

it('needs a journal, and an outbox that is one', async () => {
  const outbox = await openOutbox(world.options({ journal }));
  await expect(world.client().openSender({ outbox })).rejects.toMatchObject({ input: 'journal' });
  await expect(world.client(hastyClock).openSender({ outbox: {} as never })).rejects.toMatchObject({
    code: 'INVALID_OPTION',
    input: 'outbox',
  });
  await outbox.close();
});
