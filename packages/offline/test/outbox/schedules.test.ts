import type { Clock } from '@ksef/core';
import { polishDay } from '@ksef/core/internal';
import { memoryJournal } from '@ksef/sessions';
import fc from '@ksef-tools/testing/properties';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createLatarnia, type OutboxEvent } from '../../src/index.js';
import { crashingAt } from '../support/crashing-journal.js';
import { hastyClock, invoice, openBoth, spoiled, startWorld, type World } from '../support/world.js';

const hourMs = 60 * 60 * 1000;
const schedules = Number(process.env.KSEF_OUTBOX_SCHEDULES ?? 12);

/** One life of a till's process: what it issues, what KSeF and Latarnia do meanwhile, and when it dies. */
const life = fc.record({
  issues: fc.array(fc.constantFrom('good', 'wrong', 'hopeless'), { maxLength: 3 }),
  ksef: fc.constantFrom('up', 'up', 'away', 'losesAnswers', 'failsAfterwards', 'cutsBefore'),
  latarnia: fc.constantFrom('silent', 'FAILURE', 'TOTAL_FAILURE', 'down', 'ended'),
  /** The append to a journal at which it dies; beyond the last one it ends in order. */
  diesAt: fc.integer({ min: 1, max: 25 }),
  when: fc.constantFrom('before', 'after'),
  hoursAfterwards: fc.integer({ min: 0, max: 80 }),
});
type Life = typeof life extends fc.Arbitrary<infer Drawn> ? Drawn : never;
type Kind = Life['issues'][number];

let leaptMs = 0;
const clock: Clock = { now: () => Date.now() + leaptMs, sleep: hastyClock.sleep };
let world: World;
let series = 0;
beforeAll(async () => {
  world = await startWorld(clock);
});
afterAll(() => world.emulator.close());

function troubleKsef(ksef: Life['ksef']): void {
  const { control } = world.emulator;
  control.clearFaults();
  if (ksef === 'away') world.ksefFails();
  const path = '/sessions/online/{referenceNumber}/invoices';
  if (ksef === 'losesAnswers') control.addFault({ kind: 'cutAfter', method: 'POST', path, times: 2 });
  if (ksef === 'failsAfterwards') control.addFault({ kind: 'errorAfter', method: 'POST', path, times: 2 });
  if (ksef === 'cutsBefore') control.addFault({ kind: 'cutBefore', times: 3 });
}

function announce(latarnia: Life['latarnia']): void {
  const { control } = world.emulator;
  control.setLatarnia(latarnia === 'down' ? { answers: 'cut' } : undefined);
  if (latarnia === 'FAILURE' || latarnia === 'TOTAL_FAILURE') control.announceOutage({ category: latarnia });
  if (latarnia === 'ended') {
    control.announceOutage({ category: 'FAILURE' });
    control.endOutage();
  }
}

/** Lives one after the other over the same journal, and then one in which nothing goes wrong. */
async function liveThrough(lives: readonly Life[]): Promise<void> {
  const { control, latarniaUrl } = world.emulator;
  control.reset();
  series++;
  const journal = memoryJournal();
  const latarnia = createLatarnia({ url: latarniaUrl });
  const isAnnounced = lives.some(({ latarnia: word }) => !['silent', 'down'].includes(word));
  /** By the text of the file: which it is, and whether the till was told that it is issued. */
  const files = new Map<string, { kind: Kind; content: Uint8Array; good: Uint8Array; isIssued: boolean }>();
  const events: { readonly event: OutboxEvent; readonly on: string }[] = [];
  const onEvent = (event: OutboxEvent) => {
    events.push({ event, on: polishDay(clock.now()) });
  };
  const correct = ({ content }: { content: Uint8Array }) => {
    const file = files.get(Buffer.from(content).toString());
    return file?.kind === 'wrong' ? file.good : undefined;
  };
  const open = (over: ReturnType<typeof memoryJournal>) =>
    openBoth(world, over, { correct, clock, latarnia, onEvent });

  for (const { issues, ksef, latarnia: word, diesAt, when, hoursAfterwards } of lives) {
    troubleKsef(ksef);
    announce(word);
    const crashing = crashingAt(journal, diesAt, when);
    const both = await open(crashing.journal).catch(() => undefined);
    for (const [index, kind] of issues.entries()) {
      const good = invoice(`P/${series}/${files.size}/${index}`, polishDay(clock.now()));
      const content = kind === 'good' ? good : spoiled(good);
      const file = { kind, content, good, isIssued: false };
      files.set(Buffer.from(content).toString(), file);
      file.isIssued = (await both?.outbox.issue({ content }).catch(() => undefined)) !== undefined;
    }
    await both?.outbox.send(both.sender).catch(() => undefined);
    await both?.close().catch(() => undefined);
    leaptMs += hoursAfterwards * hourMs;
  }

  troubleKsef('up');
  control.setLatarnia(undefined);
  const last = await open(journal);
  for (const { content, isIssued } of files.values()) {
    if (isIssued) expect(await last.outbox.find({ content }), 'what was issued is kept').toBeDefined();
  }
  const { reason, waitingCount } = await last.outbox.send(last.sender);
  expect({ reason, waitingCount }).toEqual({ reason: undefined, waitingCount: 0 });

  const kept = [...last.outbox.invoices()];
  const numbers: string[] = [];
  for (const { content, kind } of files.values()) {
    const found = await last.outbox.find({ content });
    if (found === undefined) continue;
    const { delivery, mode, ksefNumber, invoiceHash, sendBy } = found;
    if (mode === 'totalFailure') {
      expect(delivery).toBe('notRequired');
      continue;
    }
    expect(delivery, kind).toBe(kind === 'hopeless' ? 'refused' : 'accepted');
    if (ksefNumber !== undefined) numbers.push(ksefNumber);
    const ofInvoice = events.filter(
      ({ event }) => 'invoiceHash' in event && event.invoiceHash === invoiceHash,
    );
    for (const { event, on } of ofInvoice) {
      // What is announced later can move a deadline.
      if (event.type === 'offline-accepted' && !isAnnounced)
        expect(event.isLate, `accepted on ${on}, to be sent by ${sendBy}`).toBe(
          sendBy !== undefined && on > sendBy,
        );
    }
  }
  // Exactly once: as many as KSeF has, each with a number of its own.
  expect(new Set(numbers).size).toBe(numbers.length);
  expect(world.accepted()).toBe(numbers.length);
  expect(kept.length).toBeLessThanOrEqual(files.size);
  await last.close();
}

it(`${schedules} schedules of outages, kills and refusals: every invoice issued is in KSeF once, or reported`, {
  timeout: 60_000 + schedules * 15_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(life, { minLength: 1, maxLength: 4 }), (lives) => liveThrough(lives)),
    { numRuns: schedules, endOnFailure: schedules > 100 },
  );
});
