import type { Api } from '@ksef/api';
import { formCodes } from '@ksef/core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { closeSession, openSession, type SessionEvent } from '../../../src/index.js';
import { hastyClock, startKsef, type TestKsef } from '../../support/ksef.js';

const closing = { method: 'POST', path: '/sessions/online/{referenceNumber}/close' } as const;
let ksef: TestKsef;
let slept: number[];
beforeAll(async () => {
  ksef = await startKsef();
});
afterAll(() => ksef.emulator.close());
beforeEach(() => {
  ksef.emulator.control.reset();
  slept = [];
});

/** The client, which tells how long it would have slept. Only this function's own pauses go through it. */
function watched(): Api {
  const clock = {
    now: () => hastyClock.now(),
    async sleep(ms: number) {
      slept.push(ms);
    },
  };
  return { ...ksef.api, clock };
}

describe('closeSession', () => {
  it('pauses between closings that KSeF does not take yet, longer each time', async () => {
    const { referenceNumber } = await openSession(ksef.api, {
      formCode: formCodes.fa3,
      encryptor: ksef.encryptor,
    });
    ksef.emulator.control.addFault({ ...closing, kind: 'error', status: 400, code: 21180, times: 3 });
    const events: SessionEvent[] = [];
    await closeSession(watched(), referenceNumber, { onEvent: (event) => events.push(event) });
    const pauses = [300, 450, 675];
    expect(slept).toEqual(pauses);
    expect(events).toEqual(
      pauses.map((waitMs) => ({ type: 'waiting', what: 'a session that is not closed yet', waitMs })),
    );
    const state = ksef.emulator.control.events('request').filter(({ path }) => path === closing.path);
    expect(state).toHaveLength(4);
  });

  it('gives up after six closings, without a pause behind the last', async () => {
    const { referenceNumber } = await openSession(ksef.api, {
      formCode: formCodes.fa3,
      encryptor: ksef.encryptor,
    });
    ksef.emulator.control.addFault({ ...closing, kind: 'error', status: 400, code: 21180, times: 9 });
    await expect(closeSession(watched(), referenceNumber)).rejects.toMatchObject({ status: 400 });
    expect(slept).toHaveLength(5);
    ksef.emulator.control.clearFaults();
    await closeSession(watched(), referenceNumber);
  });
});
