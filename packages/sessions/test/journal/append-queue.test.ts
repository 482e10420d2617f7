import { describe, expect, it } from 'vitest';
import { AppendQueue } from '../../src/internal.js';

/** A queue before a store that ends each write only when told to. */
function slowStore() {
  const writes: { readonly lines: readonly string[]; end(error?: Error): void }[] = [];
  const queue = new AppendQueue(
    'run',
    (lines) =>
      new Promise((resolve, reject) => {
        writes.push({ lines, end: (error) => (error ? reject(error) : resolve()) });
      }),
  );
  const soon = () => new Promise((resolve) => setImmediate(resolve));
  return { queue, writes, soon };
}
const entry = (number: number) => ({ type: 'e', number });
const line = (number: number) => JSON.stringify(entry(number));

describe('AppendQueue', () => {
  it('writes together what waits while the store is busy, in order, one write at a time', async () => {
    const { queue, writes, soon } = slowStore();
    const done: number[] = [];
    const append = (...numbers: number[]) =>
      queue.append(numbers.map(entry)).then(() => done.push(...numbers));
    void append(1);
    void append(2, 3);
    await soon();
    void append(4);
    void append(5);
    await soon();
    expect(writes.map(({ lines }) => lines)).toEqual([[line(1), line(2), line(3)]]);
    expect(done).toEqual([]);
    writes[0]?.end();
    await soon();
    expect(done).toEqual([1, 2, 3]);
    expect(writes[1]?.lines).toEqual([line(4), line(5)]);
    writes[1]?.end();
    await soon();
    void append(6);
    await soon();
    expect(writes[2]?.lines).toEqual([line(6)]);
  });

  it('writes nothing after a write that failed, and says so to all: also to those that waited', async () => {
    const { queue, writes, soon } = slowStore();
    const full = new Error('no space left');
    const first = queue.append([entry(1)]);
    await soon();
    const second = queue.append([entry(2)]);
    writes[0]?.end(full);
    await expect(first).rejects.toBe(full);
    await expect(second).rejects.toBe(full);
    await expect(queue.append([entry(3)])).rejects.toBe(full);
    expect(writes).toHaveLength(1);
  });

  it('writes nothing after the store was lost, whose first error stands', async () => {
    const { queue, writes } = slowStore();
    const lost = new Error('the lock was lost');
    queue.fail(lost);
    queue.fail(new Error('later'));
    await expect(queue.append([entry(1)])).rejects.toBe(lost);
    expect(writes).toHaveLength(0);
  });

  it('fails what waits when the store is lost meanwhile', async () => {
    const { queue, writes, soon } = slowStore();
    const lost = new Error('the lock was lost');
    const waiting = queue.append([entry(1)]);
    queue.fail(lost);
    await expect(waiting).rejects.toBe(lost);
    await soon();
    expect(writes).toHaveLength(0);
  });

  it('ends, when closed, after what it has taken, and takes nothing more', async () => {
    const { queue, writes, soon } = slowStore();
    const order: string[] = [];
    void queue.append([entry(1)]).then(() => order.push('written'));
    const closing = queue.close().then(() => order.push('closed'));
    await expect(queue.append([entry(2)])).rejects.toMatchObject({ code: 'JOURNAL_CLOSED' });
    await soon();
    expect(order).toEqual([]);
    writes[0]?.end();
    await closing;
    expect(order).toEqual(['written', 'closed']);
    expect(writes).toHaveLength(1);
  });

  it('leaves the store alone for nothing, and for a signal that has ended', async () => {
    const { queue, writes, soon } = slowStore();
    await queue.append([]);
    const reason = new Error('enough');
    await expect(queue.append([entry(1)], { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    await soon();
    expect(writes).toHaveLength(0);
  });
});
