import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BatchRefusedError, memoryPartStore, sendBatch } from '../../src/batch.js';
import type { SessionEvent } from '../../src/index.js';
import { collect, invoiceXml, leapingClock, startKsef, type TestKsef } from '../support/ksef.js';

/** No whole blocks: it cannot be decrypted with any key. All that is declared of it is true. */
const damaged = Buffer.alloc(17, 7);
const declared = {
  fileSize: damaged.length,
  fileHash: createHash('sha256').update(damaged).digest('base64'),
};

describe('parts that KSeF could not decrypt (435)', () => {
  let ksef: TestKsef;
  let spoils: number;
  let events: SessionEvent[];
  beforeEach(async () => {
    events = [];
    let isSpoilt = false;
    ksef = await startKsef(leapingClock(), async (url, init) => {
      const path = new URL(String(url instanceof Request ? url.url : url)).pathname;
      if (init?.method === 'POST' && path.endsWith('/sessions/batch')) {
        isSpoilt = spoils-- > 0;
        if (!isSpoilt) return fetch(url, init);
        const body = JSON.parse(String(init.body));
        for (const part of body.batchFile.fileParts) Object.assign(part, declared);
        return fetch(url, { ...init, body: JSON.stringify(body) });
      }
      if (init?.method !== 'PUT' || !isSpoilt) return fetch(url, init);
      const headers = new Headers(init.headers);
      headers.set('content-length', String(damaged.length));
      return fetch(url, { ...init, headers, body: damaged });
    });
  });
  afterEach(() => ksef.emulator.close());

  const send = () =>
    collect(
      sendBatch(ksef.api, [{ content: invoiceXml('1') }, { content: invoiceXml('2') }], {
        encryptor: ksef.encryptor,
        partStore: memoryPartStore(),
        onEvent: (event) => events.push(event),
      }),
    );
  const abandoned = () => events.flatMap((event) => (event.type === 'batch-abandoned' ? [event.reason] : []));

  it('are encrypted with another key and sent once more', async () => {
    spoils = 1;
    const results = await send();
    expect(results.map(({ status }) => status)).toEqual(['accepted', 'accepted']);
    expect(abandoned()).toEqual([expect.stringMatching(/^435 /)]);
    expect(ksef.emulator.control.events('batch-opened')).toHaveLength(2);
  });

  it('are refused when KSeF cannot decrypt them then either', async () => {
    spoils = 2;
    const [result] = await send();
    expect(result?.error).toBeInstanceOf(BatchRefusedError);
    expect(result?.error).toMatchObject({ code: 'BATCH_REFUSED', status: { code: 435 } });
    expect(ksef.emulator.control.events('batch-opened')).toHaveLength(2);
  });
});
