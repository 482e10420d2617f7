/**
 * Runs the integration tests of PyPI's `ksef2`, unchanged, against the emulator: 143 tests that its authors wrote against
 * KSeF's TEST environment. They need Python 3.12 or later and two minutes, so they run at night, not with ours.
 *
 *     node tools/checks/ksef2-tests.mjs [options of pytest]
 *
 * Python is `python3`, or what the variable PYTHON says. The package and its sources come from PyPI into a temporary folder.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const version = '1.1.0';
/** What the tests import beside the package. Its sources are built to read their metadata, by hatchling. */
const testPackages = ['pytest', 'pytest-asyncio', 'python-dotenv', 'pyyaml', 'polyfactory', 'hatchling'];

const here = fileURLToPath(new URL('.', import.meta.url));
const work = mkdtempSync(join(tmpdir(), 'ksef2-'));
const python = join(work, process.platform === 'win32' ? 'venv/Scripts/python.exe' : 'venv/bin/python');
let emulator;
try {
  const sources = install();
  // As TEST is: permissions are checked, and limits are ten times those of production.
  emulator = spawn(
    process.execPath,
    [
      join(here, '../../packages/emulator/dist/cli.js'),
      '--port',
      '0',
      '--permissions',
      'checked',
      '--rate-limits',
      '10',
      '--strict',
    ],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const [line] = await once(createInterface(emulator.stdout), 'line');
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
        EMULATOR_URL: JSON.parse(line).baseUrl,
        PYTHONPATH: join(here, 'ksef2'),
        KSEF_TEST_SUBJECT_NIP: '5265877635',
        KSEF_TEST_PERSON_NIP: '7352765225',
        KSEF_TEST_PERSON_PESEL: '44051401359',
      },
    },
  );
  process.exitCode = tests.status ?? 1;
} finally {
  emulator?.kill();
  rmSync(work, { recursive: true, force: true });
}

/** Installs the package into an environment of its own; gives the folder of its sources. */
function install() {
  run(process.env.PYTHON ?? 'python3', '-m', 'venv', join(work, 'venv'));
  // One of its examples writes PDFs.
  run(python, '-m', 'pip', 'install', '--quiet', `ksef2[pdf]==${version}`, ...testPackages);
  run(
    python,
    ...['-m', 'pip', 'download', '--quiet', '--no-deps', '--no-binary', ':all:', '--no-build-isolation'],
    ...['--dest', work, `ksef2==${version}`],
  );
  run('tar', '-xzf', join(work, `ksef2-${version}.tar.gz`), '-C', work);
  return join(work, `ksef2-${version}`);
}

function run(command, ...args) {
  const { status, error } = spawnSync(command, args, { stdio: 'inherit' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed.`, { cause: error });
}
