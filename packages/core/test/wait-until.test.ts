import { virtualClock } from '@ksef-tools/testing/virtual-clock';
import { describe, expect, it } from 'vitest';
import { waitUntil } from '../src/internal.js';

const startMs = Date.UTC(2026, 1, 2, 8);

/** A state that is done at its nth reading, on a clock of its own. */
function setUp(doneAt: number, options: Partial<Parameters<typeof waitUntil<number>>[2]> = {}) {
  const clock = virtualClock(startMs);
  const readAt: number[] = [];
  const waits: unknown[] = [];
  const read = async () => {
    readAt.push(clock.now() - startMs);
    return readAt.length;
  };
  const promise = waitUntil<number>(read, (count) => count === doneAt, {
    clock,
    firstWaitMs: 100,
    longestWaitMs: 300,
    timeoutMs: 1_000,
    onWait: (...wait) => void waits.push(wait),
    onTimeout: (last, failure) => new Error(`last ${last}`, { cause: failure }),
    ...options,
  });
  const ended = promise.then(
    (value) => ({ value }),
    (error: Error) => ({ error }),
  );
  return { clock, readAt, waits, ended };
}

describe('waitUntil', () => {
  it('reads at once, and gives a state that is done without a pause', async () => {
    const { readAt, waits, ended } = setUp(1);
    expect(await ended).toEqual({ value: 1 });
    expect([readAt, waits]).toEqual([[0], []]);
  });

  it('looks less and less often, and tells of every pause', async () => {
    const { clock, readAt, waits, ended } = setUp(4);
    await clock.runUntil(startMs + 10_000);
    expect(await ended).toEqual({ value: 4 });
    expect(readAt).toEqual([0, 100, 250, 475]);
    expect(waits).toEqual([
      [100, 1],
      [150, 2],
      [225, 3],
    ]);
  });

  it('looks a last time when the time is over, and then throws what the caller makes of it', async () => {
    const { clock, readAt, ended } = setUp(99);
    await clock.runUntil(startMs + 10_000);
    expect(readAt).toEqual([0, 100, 250, 475, 775, 1_000]);
    expect(await ended).toMatchObject({ error: { message: 'last 6', cause: undefined } });
  });

  it('looks once when there is no time at all', async () => {
    const { readAt, ended } = setUp(99, { timeoutMs: 0 });
    expect(await ended).toMatchObject({ error: { message: 'last 1' } });
    expect(readAt).toEqual([0]);
  });

  it('waits no longer when the clock is put back', async () => {
    const clock = virtualClock(startMs);
    let shiftMs = 0;
    let reads = 0;
    const moved = { now: () => clock.now() + shiftMs, sleep: clock.sleep };
    const wait = waitUntil(
      async () => {
        if (++reads === 2) shiftMs = -3_600_000;
        return reads;
      },
      () => false,
      {
        clock: moved,
        firstWaitMs: 100,
        longestWaitMs: 100,
        timeoutMs: 1_000,
        onTimeout: (last) => new Error(`${last} looks`),
      },
    ).catch((error: Error) => error);
    await clock.runUntil(startMs + 2_000);
    expect(await wait).toMatchObject({ message: expect.stringMatching(/^1[12] looks$/) });
  });

  it('ends with what isDone throws', async () => {
    const wait = waitUntil(
      async () => 415,
      (code) => {
        throw new Error(`refused ${code}`);
      },
      {
        clock: virtualClock(),
        firstWaitMs: 1,
        longestWaitMs: 1,
        timeoutMs: 1_000,
        onTimeout: () => new Error('late'),
      },
    );
    await expect(wait).rejects.toThrow('refused 415');
  });

  it('looks again after errors that may be retried, ends with others, and tells the last one', async () => {
    const clock = virtualClock(startMs);
    const answers = [new Error('busy'), 7, new Error('busy again')];
    const next = (canRetry: (error: unknown) => boolean) => {
      const left = [...answers];
      return waitUntil<unknown>(
        async () => {
          const answer = left.shift() ?? 7;
          if (answer instanceof Error) throw answer;
          return answer;
        },
        () => false,
        {
          clock,
          firstWaitMs: 100,
          longestWaitMs: 100,
          timeoutMs: 1_000,
          canRetry,
          onTimeout: (last, failure) => new Error(`last ${last}`, { cause: failure }),
        },
      ).catch((error: Error) => error);
    };
    const patient = next(() => true);
    await clock.runUntil(startMs + 5_000);
    expect(await patient).toMatchObject({ message: 'last 7', cause: answers[2] });
    const strict = next((error) => error !== answers[2]);
    await clock.runUntil(startMs + 10_000);
    expect(await strict).toBe(answers[2]);
  });

  it('ends with the reason of the signal: before, while reading, and in a pause', async () => {
    const reason = new Error('stop');
    const before = setUp(99, { signal: AbortSignal.abort(reason) });
    expect(await before.ended).toEqual({ error: reason });
    expect(before.readAt).toEqual([]);

    const controller = new AbortController();
    const inPause = setUp(99, { signal: controller.signal });
    await inPause.clock.runUntil(startMs + 120);
    controller.abort(reason);
    expect(await inPause.ended).toEqual({ error: reason });
    expect(inPause.readAt).toEqual([0, 100]);

    const other = new AbortController();
    const whileReading = waitUntil(
      async () => {
        other.abort(reason);
        throw new Error('fetch failed');
      },
      () => true,
      {
        clock: virtualClock(),
        firstWaitMs: 1,
        longestWaitMs: 1,
        timeoutMs: 1_000,
        signal: other.signal,
        canRetry: () => true,
        onTimeout: () => new Error('late'),
      },
    );
    await expect(whileReading).rejects.toBe(reason);
  });
});
