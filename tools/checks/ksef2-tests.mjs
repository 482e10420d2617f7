/**
 * Runs the integration tests of PyPI's `ksef2`, unchanged, against the emulator: 143 tests that its authors wrote against
 * KSeF's TEST environment. They need Python 3.12 or later and two minutes, so they run at night, not with ours.
 *
 *     node tools/checks/ksef2-tests.mjs [options of pytest]
 *
 * Python is `python3`, or what the variable PYTHON says. The package and its sources come from PyPI into a temporary folder.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startEmulatorProcess } from './emulator-process.mjs';
import { pythonEnvironment, run } from './python-environment.mjs';

const version = '1.1.0';
/** What the tests import beside the package. Its sources are built to read their metadata, by hatchling. */
const testPackages = ['pytest', 'pytest-asyncio', 'python-dotenv', 'pyyaml', 'polyfactory', 'hatchling'];

const here = fileURLToPath(new URL('.', import.meta.url));
const work = mkdtempSync(join(tmpdir(), 'ksef2-'));
let emulator;
try {
  // One of its examples writes PDFs.
  const program = pythonEnvironment(join(work, 'venv'), [`ksef2[pdf]==${version}`, ...testPackages]);
  const python = program('python');
  const sources = sourcesFrom(python);
  // As TEST is: permissions are checked, and limits are ten times those of production.
  emulator = await startEmulatorProcess('--permissions', 'checked', '--rate-limits', '10', '--strict');
  const tests = spawnSync(
    python,
    [
      '-m',
      'pytest',
      // Instead of the options of the sources, which leave these tests out.
      '-o',
      'addopts=',
      '-o',
      'asyncio_default_fixture_loop_scope=function',
      '-m',
      'integration',
      '-p',
      'ksef2_emulator',
      'tests/integration',
      ...process.argv.slice(2),
    ],
    {
      cwd: sources,
      stdio: 'inherit',
      env: {
        ...process.env,
        EMULATOR_URL: emulator.baseUrl,
        PYTHONPATH: join(here, 'ksef2'),
        KSEF_TEST_SUBJECT_NIP: '5265877635',
        KSEF_TEST_PERSON_NIP: '7352765225',
        KSEF_TEST_PERSON_PESEL: '44051401359',
      },
    },
  );
  process.exitCode = tests.status ?? 1;
} finally {
  emulator?.child.kill();
  rmSync(work, { recursive: true, force: true });
}

/** The folder of the package's sources. */
function sourcesFrom(python) {
  run(
    python,
    ...['-m', 'pip', 'download', '--quiet', '--no-deps', '--no-binary', ':all:', '--no-build-isolation'],
    ...['--dest', work, `ksef2==${version}`],
  );
  run('tar', '-xzf', join(work, `ksef2-${version}.tar.gz`), '-C', work);
  return join(work, `ksef2-${version}`);
}
