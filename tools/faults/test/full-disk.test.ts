import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Emulator, startEmulator } from '@ksef/emulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attemptOnce } from '../src/attempt.js';
import { brokenPromises } from '../src/check-outcome.js';
import { invoiceXml } from '../src/invoice-xml.js';
import { planSchedule, type Schedule } from '../src/schedule.js';
import { filesIn } from '../src/workplace.js';

let emulator: Emulator;
let folder: string;
beforeAll(async () => {
  emulator = await startEmulator();
  folder = await mkdtemp(join(tmpdir(), 'ksef-full-'));
});
afterAll(async () => {
  await emulator.close();
  await rm(folder, { recursive: true });
});

const inputs = Array.from({ length: 8 }, (_, index) => ({
  name: `${index}`,
  content: invoiceXml(`disk/${index}`),
  end: 'number' as const,
}));
const calm: Schedule = {
  ...planSchedule(1),
  inputs,
  faults: [],
  sessionFaults: [],
  actions: [],
  concurrency: 1,
  maxInvoicesPerSession: 10_000,
  death: 'killed',
};

describe.skipIf(process.platform === 'win32')('a disk that runs full while invoices are sent', () => {
  // From the first line that does not fit to the last: the journal of eight invoices has some 5 000 bytes.
  it.each([0, 1, 2, 4, 7])(
    'stops what it cannot record, and goes on when there is room (%i blocks)',
    async (blocks) => {
      emulator.control.reset();
      const own = join(folder, String(blocks));
      await mkdir(own);
      const place = filesIn(own, 'run');
      const attempt = {
        emulator,
        schedule: calm,
        place,
        life: 1,
        onRequest: () => false,
        onTimeout: () => {},
      };
      const full = await attemptOnce({ ...attempt, mostBlocks: blocks });
      const arrived = emulator.control.events('invoice-accepted').length;
      if (full.kind === 'results') {
        const failed = full.results.filter(({ status }) => status === 'failed');
        expect(failed.length).toBe(inputs.length - arrived);
        expect(failed.length).toBeGreaterThan(0);
        for (const { errorCode } of failed) expect(errorCode).toBe('EFBIG');
      } else expect(full).toMatchObject({ kind: 'error', code: 'EFBIG' });
      const roomy = await attemptOnce(attempt);
      if (roomy.kind !== 'results') throw new Error(JSON.stringify(roomy));
      const outcome = { results: roomy.results, errors: [], attempts: 2, timeouts: 0 };
      expect(await brokenPromises(emulator, calm, outcome, place)).toEqual([]);
      expect(emulator.control.events('invoice-accepted')).toHaveLength(inputs.length);
    },
  );
});
