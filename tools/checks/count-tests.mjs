import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Adds up the results that vitest left in every project of the workspace, and tells each failure with its reason. */
export function countTests(root) {
  const total = { passed: 0, failed: 0, skipped: 0, failures: [] };
  for (const folder of projectFolders(root)) {
    const file = join(folder, 'test-results.json');
    if (!existsSync(file)) continue;
    const results = JSON.parse(readFileSync(file, 'utf8'));
    total.passed += results.numPassedTests;
    total.failed += results.numFailedTests + brokenSuites(results);
    total.skipped += results.numPendingTests + results.numTodoTests;
    total.failures.push(...failuresIn(results));
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
  return [...groups, join(root, 'examples')].filter((folder) => existsSync(join(folder, 'package.json')));
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
