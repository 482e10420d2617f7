import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { observed } from '../src/observed.js';

describe('observed', () => {
  it('hands on each event at once', () => {
    const seen: string[] = [];
    const emit = observed((event: string) => seen.push(event));
    emit('sent');
    expect(seen).toEqual(['sent']);
  });

  it('keeps to itself what an observer throws', () => {
    const emit = observed(() => {
      throw new Error('the disk of the log is full');
    });
    expect(() => emit('sent')).not.toThrow();
  });

  it('keeps to itself what an observer rejects with, which would end the process', async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => unhandled.push(reason);
    process.on('unhandledRejection', note);
    try {
      observed(async () => {
        throw new Error('the log server is down');
      })('sent');
      await pause(20);
    } finally {
      process.off('unhandledRejection', note);
    }
    expect(unhandled).toEqual([]);
  });

  it('does without an observer', () => {
    expect(() => observed(undefined)('sent')).not.toThrow();
  });

  it('reports no wait that nobody notices', () => {
    const seen: object[] = [];
    const emit = observed((event: object) => seen.push(event));
    emit({ type: 'waiting', what: 'a limit', waitMs: 1 });
    emit({ type: 'waiting', what: 'a limit', waitMs: 100 });
    emit({ type: 'sent', waitMs: 1 });
    expect(seen).toEqual([
      { type: 'waiting', what: 'a limit', waitMs: 100 },
      { type: 'sent', waitMs: 1 },
    ]);
  });
});
