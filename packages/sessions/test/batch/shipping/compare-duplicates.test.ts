import type { Api } from '@ksef/api';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { compareDuplicates } from '../../../src/batch/shipping/compare-duplicates.js';
import { memoryPartStore, sendBatch } from '../../../src/batch.js';
import type { AcceptedResult } from '../../../src/index.js';
import type { InputResult } from '../../../src/invoice/invoice-result.js';
import { collect, invoiceXml, leapingClock, startKsef, type TestKsef } from '../../support/ksef.js';

const otherHash = 'ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=';
let ksef: TestKsef;
let originals: readonly AcceptedResult[];
let asked: { readonly operation: string; readonly ksefNumber: unknown }[];

beforeAll(async () => {
  ksef = await startKsef(leapingClock());
  const source = Array.from({ length: 23 }, (_, index) => ({ content: invoiceXml(`D/${index}`) }));
  const sent = sendBatch(ksef.api, source, { encryptor: ksef.encryptor, partStore: memoryPartStore() });
  originals = (await collect(sent)).filter((one) => one.status === 'accepted');
  // Downloads are of what is stored for good.
  ksef.emulator.control.advanceClock(60_000);
});
afterAll(() => ksef.emulator.close());
beforeEach(() => {
  asked = [];
});

/** What is found out of duplicates of the originals, all but the last with the same bytes. */
async function compare(
  originalSessionReferenceNumber: string | undefined,
  before: readonly InputResult[] = [],
  signal?: AbortSignal,
): Promise<readonly (boolean | undefined)[]> {
  const request = async (...[operation, input, options]: Parameters<Api['request']>): Promise<unknown> => {
    asked.push({ operation: operation.id, ksefNumber: (input as Record<string, unknown>).ksefNumber });
    return ksef.api.request(operation, input, options);
  };
  const members = originals.map(({ index, invoiceHash }, place) => ({
    index,
    name: undefined,
    invoiceHash: place === originals.length - 1 ? otherHash : invoiceHash,
  }));
  const results = new Map<number, InputResult>(
    originals.map(({ index, ksefNumber }) => [
      index,
      before[index] ?? { status: 'duplicate', ksefNumber, originalSessionReferenceNumber },
    ]),
  );
  const caller = {
    api: { ...ksef.api, request: request as Api['request'] },
    call: { signal },
    emit: undefined,
  };
  await compareDuplicates(caller, members, results);
  return members.map(({ index }) => results.get(index)?.sameContent);
}

const downloaded = () =>
  asked.flatMap(({ operation, ksefNumber }) => (operation === 'getInvoice' ? [ksefNumber] : []));
const sessionsRead = () => asked.filter(({ operation }) => operation === 'getSessionStatus').length;

describe('compareDuplicates', () => {
  it('reads the hashes of all from the receipt of the session that KSeF names, once', async () => {
    const session = originals[0]?.sessionReferenceNumber;
    expect(await compare(session)).toEqual([...Array(22).fill(true), false]);
    expect(downloaded()).toEqual([]);
    expect(sessionsRead()).toBe(1);
  });

  it.each([
    ['names none', undefined, 0],
    ['names one that is not to be read, once', '20260201-SB-0123456789-ABCDEF0123-4F', 1],
  ])('downloads no more than 20 where KSeF %s', async (_, session, reads) => {
    expect(await compare(session)).toEqual([...Array(20).fill(true), ...Array(3).fill(undefined)]);
    expect(downloaded()).toEqual(originals.slice(0, 20).map(({ ksefNumber }) => ksefNumber));
    expect(sessionsRead()).toBe(reads);
  });

  it('ends with the caller’s signal', async () => {
    const stopped = AbortSignal.abort(new Error('enough'));
    await expect(compare('20260201-SB-0123456789-ABCDEF0123-4F', [], stopped)).rejects.toThrow('enough');
  });

  it('knows an original that has come in the same package, and leaves other results alone', async () => {
    const [first, second] = originals as [AcceptedResult, AcceptedResult];
    const accepted: InputResult = { status: 'accepted', ksefNumber: first.ksefNumber };
    const originalSessionReferenceNumber = first.sessionReferenceNumber;
    const twin: InputResult = {
      status: 'duplicate',
      ksefNumber: first.ksefNumber,
      originalSessionReferenceNumber,
    };
    const found = await compare(undefined, [accepted, twin, { status: 'duplicate' }]);
    // The twin is another file than its original; a duplicate of nothing known stays undecided.
    expect(found.slice(0, 4)).toEqual([undefined, false, undefined, true]);
    expect(second.invoiceHash).not.toBe(first.invoiceHash);
    expect(downloaded()).not.toContain(first.ksefNumber);
    expect(sessionsRead()).toBe(0);
  });
});
