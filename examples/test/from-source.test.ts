import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const folder = join(import.meta.dirname, '..');

// As `npm start` does: nothing that was built is loaded.
it('runs from the sources of all packages, threads included', { timeout: 120_000 }, async () => {
  const preloads = ['--import', 'tsx', '--import', './test/support/record-threads.mjs'];
  const args = ['--conditions=@ksef/source', ...preloads, 'test/support/batch-from-source.ts'];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: folder });
  const { loaded, accepted, received, deflatedOnThreads, threadFiles } = JSON.parse(stdout);
  expect(loaded).toEqual([
    expect.stringMatching(/packages\/client\/src\/index\.ts$/),
    expect.stringMatching(/packages\/core\/src\/index\.ts$/),
    expect.stringMatching(/packages\/emulator\/src\/index\.ts$/),
  ]);
  expect({ accepted, received }).toEqual({ accepted: 300, received: 300 });
  expect(deflatedOnThreads).toBe(true);
  expect(threadFiles.filter((file: string) => !/[\\/]src[\\/]/.test(file))).toEqual([]);
});
