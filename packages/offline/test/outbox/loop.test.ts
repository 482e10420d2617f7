import type { Clock } from '@ksef/core';
import { type InvoiceSender, memoryJournal } from '@ksef/sessions';
import { type VirtualClock, virtualClock } from '@ksef-tools/testing/virtual-clock';
import { afterEach, describe, expect, it } from 'vitest';
import { createLatarnia, type Latarnia, type Outbox, type OutboxEvent, openOutbox } from '../../src/index.js';
import { hastyClock, invoice, startWorld, type World } from '../support/world.js';

const minute = 60_000;
const hour = 60 * minute;

/** An outbox that sends by itself, on a clock on which days pass in a moment; KSeF has the same. */
interface Till {
  readonly world: World;
  readonly clock: VirtualClock;
  readonly outbox: Outbox;
  readonly events: (OutboxEvent & { at: string })[];
  /** What was told of one kind. */
  told(type: OutboxEvent['type']): (OutboxEvent & { at: string })[];
  until(iso: string): Promise<void>;
  /** Leaps to shortly before, and lives the rest. */
  leap(iso: string): Promise<void>;
  /** Sets the outbox's clock back or forward. */
  shift(ms: number): void;
  stop(): Promise<void>;
}

let till: Till | undefined;
afterEach(async () => {
  await till?.stop();
  till = undefined;
});

async function openTill(from: string, withLatarnia = false): Promise<Till> {
  const virtual = virtualClock(Date.parse(from));
  let shiftedMs = 0;
  const clock: Clock = { now: () => virtual.now() + shiftedMs, sleep: virtual.sleep };
  const world = await startWorld({ now: () => virtual.now() });
  const events: Till['events'] = [];
  const journal = memoryJournal();
  const real = createLatarnia({ url: world.emulator.latarniaUrl });
  const latarnia: Latarnia = {
    status: (options) => virtual.track(real.status(options)),
    messages: (options) => virtual.track(real.messages(options)),
  };
  const outbox = await openOutbox(
    world.options({
      journal,
      clock,
      latarnia: withLatarnia ? latarnia : undefined,
      onEvent: (event) => events.push({ ...event, at: new Date(virtual.now()).toISOString() }),
    }),
  );
  const client = world.client({ now: () => virtual.now(), sleep: hastyClock.sleep });
  const sender: InvoiceSender = await client.openSender({ journal, runId: 'online', withUpo: false });
  const delivery = outbox.start({
    send: (input, options) => virtual.track(sender.send(input, options)),
  });
  const opened: Till = {
    world,
    clock: virtual,
    outbox,
    events,
    told: (type) => events.filter((event) => event.type === type),
    until: (iso) => virtual.runUntil(Date.parse(iso)),
    async leap(iso) {
      await virtual.idle();
      virtual.leapTo(Date.parse(iso) - 7 * minute);
      await virtual.runUntil(Date.parse(iso));
    },
    shift: (ms) => {
      shiftedMs += ms;
    },
    async stop() {
      await delivery.stop();
      await outbox.close();
      await sender.close({ signal: AbortSignal.timeout(5_000) });
      await world.emulator.close();
    },
  };
  till = opened;
  return opened;
}

describe('an outbox that sends by itself', () => {
  it('sends at once while KSeF is up', async () => {
    const till = await openTill('2026-11-24T10:00:00Z');
    await till.outbox.issue({ content: invoice('L/1') });
    await till.until('2026-11-24T10:00:01Z');
    expect(till.told('offline-accepted')).toEqual([expect.objectContaining({ isLate: false })]);
    expect(till.told('outbox-waiting')).toEqual([]);
  });

  it('tries again with growing pauses of at most five minutes, and sends when KSeF is back', async () => {
    const till = await openTill('2026-11-24T10:00:00Z');
    till.world.ksefFails();
    await till.outbox.issue({ content: invoice('L/2') });
    await till.until('2026-11-24T11:00:00Z');
    const waits = till.told('outbox-waiting').map((event) => ('waitMs' in event ? event.waitMs : 0));
    expect(waits.slice(0, 4)).toEqual([5_000, 7_500, 11_250, 16_875]);
    expect(Math.max(...waits)).toBe(5 * minute);
    expect(waits.length).toBeLessThan(30);
    till.world.emulator.control.clearFaults();
    await till.until('2026-11-24T11:06:00Z');
    expect(till.told('offline-accepted')).toHaveLength(1);
    expect(till.world.accepted()).toBe(1);
  });

  it('does not hammer KSeF for each invoice that is issued meanwhile', async () => {
    const till = await openTill('2026-11-24T10:00:00Z');
    till.world.ksefFails();
    for (let index = 0; index < 50; index++) {
      await till.outbox.issue({ content: invoice(`L/3/${index}`) });
      await till.until(new Date(till.clock.now() + 6_000).toISOString());
    }
    expect(till.told('outbox-waiting').length).toBeLessThan(15);
    till.world.emulator.control.clearFaults();
    await till.until('2026-11-24T10:20:00Z');
    expect(till.world.accepted()).toBe(50);
  });
});

describe('deadlines', () => {
  it.each([
    // Fridays before the two changes of the clocks: the deadline is Monday's midnight in Poland.
    ['2026-10-23', '2026-10-26', '19:00', '23:00'],
    ['2026-03-27', '2026-03-30', '18:00', '22:00'],
    // Across Christmas, with its eve free.
    ['2026-12-23', '2026-12-28', '19:00', '23:00'],
  ])(
    'of %s is told four hours before the end of %s, and when it is over',
    async (from, sendBy, near, over) => {
      const at = (time: string, minutes: number) => Date.parse(`${sendBy}T${time}Z`) + minutes * minute;
      const { outbox, clock, world, told } = await openTill(new Date(at(near, -20)).toISOString());
      world.ksefFails();
      expect((await outbox.issue({ content: invoice('T/1', from) })).sendBy).toBe(sendBy);
      await clock.runUntil(at(near, -1));
      expect(told('deadline-near')).toEqual([]);
      await clock.runUntil(at(near, 1));
      expect(told('deadline-near')).toHaveLength(1);
      clock.leapTo(at(over, -20));
      await clock.runUntil(at(over, -1));
      expect(told('deadline-missed')).toEqual([]);
      await clock.runUntil(at(over, 1));
      expect(told('deadline-missed')).toHaveLength(1);
      // Late is better than never.
      world.emulator.control.clearFaults();
      await clock.runUntil(at(over, 7));
      expect(told('offline-accepted')).toEqual([expect.objectContaining({ isLate: true })]);
      expect(told('deadline-near')).toHaveLength(1);
      expect(told('deadline-missed')).toHaveLength(1);
    },
  );

  it('are noticed within a minute after the clock leapt over them, once', async () => {
    const { outbox, world, told, until, shift } = await openTill('2026-11-24T10:00:00Z');
    world.ksefFails();
    await outbox.issue({ content: invoice('T/2') });
    await until('2026-11-24T10:20:00Z');
    shift(40 * hour);
    await until('2026-11-24T10:21:01Z');
    expect(told('deadline-missed')).toHaveLength(1);
    expect(told('deadline-near')).toEqual([]);
    shift(-20 * hour);
    await until('2026-11-24T10:40:00Z');
    expect(told('deadline-missed')).toHaveLength(1);
    expect(told('deadline-near')).toEqual([]);
  });

  it('and pauses do not grow when the clock is set back', async () => {
    const { outbox, world, told, until, shift } = await openTill('2026-11-24T10:00:00Z');
    world.ksefFails();
    await outbox.issue({ content: invoice('T/3') });
    await until('2026-11-24T10:20:00Z');
    shift(-24 * hour);
    world.emulator.control.clearFaults();
    await until('2026-11-24T10:26:00Z');
    expect(told('offline-accepted')).toHaveLength(1);
  });

  it('move with a failure that is announced, and are lifted by a total failure', async () => {
    const { outbox, world, told, leap } = await openTill('2026-11-24T10:00:00Z', true);
    const { control } = world.emulator;
    world.ksefFails();
    const content = invoice('T/4');
    const sendBy = async () => (await outbox.find({ content }))?.sendBy;
    expect((await outbox.issue({ content })).sendBy).toBe('2026-11-25');
    await leap('2026-11-25T09:00:00Z');
    control.announceOutage({ category: 'FAILURE' });
    await leap('2026-11-25T10:00:00Z');
    expect(await sendBy()).toBeUndefined();
    await leap('2026-11-27T10:00:00Z');
    control.endOutage();
    await leap('2026-11-27T11:00:00Z');
    // Seven business days after 27 November.
    expect(await sendBy()).toBe('2026-12-08');
    expect(told('deadline-missed')).toEqual([]);
    control.announceOutage({ category: 'TOTAL_FAILURE' });
    await leap('2026-11-27T12:00:00Z');
    expect(await sendBy()).toBeUndefined();
    control.clearFaults();
    await leap('2026-11-27T13:00:00Z');
    // Nobody has to send it any more, and KSeF takes it all the same.
    expect(told('offline-accepted')).toHaveLength(1);
  });

  it('count from when an outage was last seen, where nobody says when it ended', async () => {
    const { outbox, world, leap } = await openTill('2026-11-24T10:00:00Z', true);
    const { control } = world.emulator;
    world.ksefFails();
    const started = { id: 'K/1', category: 'FAILURE', type: 'FAILURE_START', start: '2026-11-24T09:00:00Z' };
    control.setLatarnia({ status: 'FAILURE', messages: [started] });
    const content = invoice('T/5');
    const sendBy = async () => (await outbox.find({ content }))?.sendBy;
    await outbox.issue({ content }, { mode: 'offline24' });
    await leap('2026-11-25T12:00:00Z');
    expect(await sendBy()).toBeUndefined();
    control.setLatarnia({ answers: 'html' });
    await leap('2026-11-27T12:00:00Z');
    control.setLatarnia({ status: 'AVAILABLE', messages: [started] });
    await leap('2026-11-27T13:00:00Z');
    // Seen on the 25th for the last time.
    expect(await sendBy()).toBe('2026-12-04');
  });
});
