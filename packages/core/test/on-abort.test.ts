import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../src/index.js';
import { onAbort } from '../src/internal.js';

describe('onAbort', () => {
  it('has one listener for all that wait, and none when none waits', () => {
    const stop = new AbortController();
    const heard: number[] = [];
    const offs = Array.from({ length: 50 }, (_, index) => onAbort(stop.signal, () => heard.push(index)));
    expect(getEventListeners(stop.signal, 'abort')).toHaveLength(1);
    for (const off of offs) off();
    expect(getEventListeners(stop.signal, 'abort')).toHaveLength(0);
    onAbort(stop.signal, () => heard.push(100));
    onAbort(stop.signal, () => heard.push(101));
    stop.abort();
    expect(heard).toEqual([100, 101]);
  });

  it('counts the same function as often as it was given', () => {
    const stop = new AbortController();
    let heard = 0;
    const act = () => heard++;
    onAbort(stop.signal, act)();
    onAbort(stop.signal, act);
    onAbort(stop.signal, act);
    stop.abort();
    expect(heard).toBe(2);
  });

  it('takes no signal, and one that has aborted, without a word', () => {
    onAbort(undefined, () => expect.unreachable())();
    onAbort(AbortSignal.abort(), () => expect.unreachable())();
  });

  it('lets many sleep by one signal, and wakes them all', async () => {
    const stop = new AbortController();
    const warnings: Error[] = [];
    const note = (warning: Error) => warnings.push(warning);
    process.on('warning', note);
    const sleeps = Array.from({ length: 20 }, () => systemClock.sleep(60_000, stop.signal));
    await systemClock.sleep(5, stop.signal);
    stop.abort(new Error('up'));
    for (const sleep of sleeps) await expect(sleep).rejects.toThrow('up');
    process.off('warning', note);
    expect(warnings).toEqual([]);
  });
});
