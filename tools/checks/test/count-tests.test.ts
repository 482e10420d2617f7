import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { countTests } from '../count-tests.mjs';

const begun = Date.UTC(2026, 10, 28);

it('adds up results, and counts those that are older than the run as replayed', () => {
  const root = mkdtempSync(join(tmpdir(), 'ksef-count-'));
  project(root, 'packages/fresh', { startTime: begun + 5, passed: 3, failed: 1, skipped: 2 });
  project(root, 'packages/kept', { startTime: begun - 5, passed: 4, failed: 0, skipped: 1 });
  project(root, 'tools/none');
  project(root, 'examples');
  expect(countTests(root, { begun })).toEqual({
    passed: 7,
    failed: 1,
    skipped: 3,
    failures: [expect.stringMatching(/a\.test\.ts: adds up\nreason/)],
    replayed: { tests: 5, projects: ['kept'] },
  });
  expect(countTests(root, { begun, folders: [join(root, 'packages/fresh')] }).replayed.tests).toBe(0);
});

interface Results {
  readonly startTime: number;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

function project(root: string, name: string, results?: Results): void {
  const folder = join(root, name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name }));
  if (results === undefined) return;
  const { startTime, passed, failed, skipped } = results;
  const failedTest = { status: 'failed', fullName: 'adds up', failureMessages: ['reason'] };
  const content = {
    startTime,
    numTotalTests: passed + failed + skipped,
    numPassedTests: passed,
    numFailedTests: failed,
    numPendingTests: skipped,
    numTodoTests: 0,
    testResults: [
      {
        name: 'a.test.ts',
        status: failed > 0 ? 'failed' : 'passed',
        assertionResults: failed > 0 ? [failedTest] : [{}],
      },
    ],
  };
  writeFileSync(join(folder, 'test-results.json'), JSON.stringify(content));
}
