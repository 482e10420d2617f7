import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/**
 * Adds up the results that vitest left in every project of the workspace, and tells each failure with its reason.
 * Results from before `begun` were not made by this run: Nx put them back from its cache.
 *
 * @param {string} root
 * @param {{ begun: number, folders?: readonly string[] }} options `begun` in milliseconds since 1970; `folders` of the
 *   projects to count, all of them by default
 */
export function countTests(root, { begun, folders = projectFolders(root) }) {
  const replayed = { tests: 0, projects: [] };
  const total = { passed: 0, failed: 0, skipped: 0, failures: [], replayed };
  for (const folder of folders) {
    const file = join(folder, 'test-results.json');
    if (!existsSync(file)) continue;
    const results = JSON.parse(readFileSync(file, 'utf8'));
    total.passed += results.numPassedTests;
    total.failed += results.numFailedTests + brokenSuites(results);
    total.skipped += results.numPendingTests + results.numTodoTests;
    total.failures.push(...failuresIn(results));
    if (results.startTime < begun) {
      replayed.tests += results.numTotalTests;
      replayed.projects.push(basename(folder));
    }
  }
  return total;
}

/** Folders of the workspace's projects, absolute. */
export function projectFolders(root) {
  const groups = ['packages', 'tools'].flatMap((group) =>
    readdirSync(join(root, group), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => join(root, group, entry.name)),
  );
  const examples = ['examples', 'examples/fleet'].map((folder) => join(root, folder));
  return [...groups, ...examples].filter((folder) => existsSync(join(folder, 'package.json')));
}

/** A file that could not even be loaded counts as one failure: it holds no test to count. */
function brokenSuites(results) {
  return results.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0)
    .length;
}

function failuresIn(results) {
  return results.testResults.flatMap((file) => {
    const failed = file.assertionResults.filter((test) => test.status === 'failed');
    const told = failed.map((test) => `${test.fullName}\n${test.failureMessages.join('\n')}`);
    if (told.length === 0 && file.status === 'failed') told.push(file.message);
    return told.map((text) => `${file.name}: ${text}`);
  });
}
