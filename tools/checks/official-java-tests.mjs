/**
 * Runs the integration tests of the Ministry's own Java client, unchanged, against the emulator: another reading of the
 * protocol, by those who made it. They need JDK 21, Maven and a quarter of an hour, so they run at night, not with ours.
 *
 *     node tools/checks/official-java-tests.mjs [folder with the client's sources] [options of Maven]
 *
 * Without a folder the sources are cloned from GitHub at the revision below.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startEmulatorProcess } from './emulator-process.mjs';

const repository = 'https://github.com/CIRFMF/ksef-client-java';
const revision = 'fff86abd8fac4806267830374b68ab61df8b3107'; // 3.0.24
// Why each cannot pass here: docs/guides/emulator.md.
const excluded = [
  '!LighthouseIntegrationTest',
  '!IndirectPermissionIntegrationTest',
  '!QrCodeOfflineIntegrationTest#qrCodeOfflineE2ETestReadKeyFromDisc',
  '!ContextLimitIntegrationTest',
  '!GetRateLimitIntegrationTest#currentSessionLimitsPositive',
];

const here = fileURLToPath(new URL('.', import.meta.url));
const work = mkdtempSync(join(tmpdir(), 'official-java-'));
const [folder, ...mavenOptions] = process.argv.slice(2);
const official = folder ?? clone(join(work, 'sources'));
// As TEST is: permissions are checked, and limits are ten times those of production.
const emulator = await startEmulatorProcess('--permissions', 'checked', '--rate-limits', '10');
try {
  const { baseUrl, controlUrl } = emulator;
  await slowQueries(controlUrl);
  const properties = {
    official,
    work: join(work, 'target'),
    emulator: new URL(baseUrl).origin,
  };
  const tests = spawnSync(
    'mvn',
    [
      '-B',
      '-f',
      join(here, 'official-java/pom.xml'),
      ...Object.entries(properties).map(([name, value]) => `-D${name}=${value}`),
      `-Dtest=*IntegrationTest,PersonalPermissionAuthorizedPeselInNipContext,${excluded.join(',')}`,
      ...mavenOptions,
      'test',
    ],
    { stdio: 'inherit' },
  );
  if (tests.error) throw new Error('Maven (mvn) and a JDK 21 are needed for this.', { cause: tests.error });
  process.exitCode = tests.status ?? 1;
} finally {
  emulator.child.kill();
  rmSync(work, { recursive: true, force: true });
}

/** One test wants the limit of a minute; answered at once it would meet that of a second before. */
async function slowQueries(controlUrl) {
  await fetch(`${controlUrl}/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ kind: 'delay', ms: 15, path: '/invoices/query/metadata', times: 1_000_000 }),
  });
}

function clone(target) {
  for (const args of [
    ['clone', '--quiet', '--filter=blob:none', repository, target],
    ['-C', target, 'checkout', '--quiet', revision],
  ]) {
    const { status } = spawnSync('git', args, { stdio: 'inherit' });
    if (status !== 0) throw new Error(`git ${args.join(' ')} failed.`);
  }
  return target;
}
