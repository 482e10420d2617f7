// The few commands of this repository, with nothing but Node and npm on the machine.
// `node tools/run.mjs start|test|emulator|bench|build|lint [arguments]`
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { countTests } from './checks/count-tests.mjs';
import { missingTools } from './testing/tools.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const [command, ...rest] = process.argv.slice(2);
const minimum = [20, 19];

const commands = {
  async start() {
    await install();
    await build('@ksef-examples/all^');
    process.exitCode = await node(['--import', 'tsx', 'send-invoices.ts', ...rest], join(root, 'examples'));
  },
  async emulator() {
    await install();
    await build('@ksef/emulator');
    process.exitCode = await node([join(root, 'packages/emulator/dist/cli.js'), ...rest], root);
  },
  async build() {
    await install();
    await build();
  },
  async bench() {
    await install();
    await build();
    process.exitCode = await node(['--import', 'tsx', 'src/run.ts', ...rest], join(root, 'tools/bench'));
  },
  async lint() {
    await install();
    await build();
    process.exitCode = await nx(['run-many', '-t', 'typecheck', 'lint']);
  },
  async test() {
    await install();
    // Kept results must not outlive the tests that made them: Nx puts back those of cached runs.
    const built = await nx(['run-many', '-t', 'build', 'typecheck', 'lint']);
    const tested = built === 0 ? await nx(['run-many', '-t', 'test', '--nxBail=false']) : 1;
    const count = countTests(root);
    if (built !== 0) console.log('\nBuilding or checking failed: see above.');
    if (tested !== 0 && count.failed === 0) count.failed = 1;
    process.exitCode = count.failed === 0 && count.passed > 0 ? 0 : 1;
    for (const { command, debianPackage, suites } of missingTools()) {
      console.log(`Skipped for want of ${command}: ${suites}. To run them: apt-get install ${debianPackage}`);
    }
    for (const failure of count.failures) console.log(`\nFAILED ${failure}`);
    console.log(`\n${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
  },
};

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < minimum[0] || (major === minimum[0] && minor < minimum[1])) {
  console.error(`Node ${process.versions.node} is too old: ${minimum.join('.')} or newer is needed.`);
  process.exit(1);
}
if (!Object.hasOwn(commands, command ?? '')) {
  console.error(`Usage: node tools/run.mjs ${Object.keys(commands).join('|')}`);
  process.exit(2);
}
await commands[command]();

/** Installs when the lockfile changed since the last time, else does nothing. */
async function install() {
  const stamp = join(root, 'node_modules/.ksef-installed');
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'pnpm-lock.yaml')))
    .update(process.version)
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  console.error(`Installing with ${packageManager} …`);
  const code = await run('npx', ['-y', packageManager, 'install', '--frozen-lockfile'], root);
  if (code !== 0) fail('Installing failed: see above.', code);
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
}

async function build(project) {
  const [name, above] = project?.endsWith('^') ? [project.slice(0, -1), true] : [project, false];
  const only = name === undefined ? [] : [`--projects=${above ? examplesPackages() : name}`];
  const code = await nx(['run-many', '-t', 'build', ...only]);
  if (code !== 0) fail('Building failed: see above.', code);
}

function examplesPackages() {
  const { dependencies } = JSON.parse(readFileSync(join(root, 'examples/package.json'), 'utf8'));
  return Object.keys(dependencies)
    .filter((name) => name.startsWith('@ksef/'))
    .join(',');
}

function nx(args) {
  const quiet = process.stdout.isTTY ? [] : ['--outputStyle=static'];
  return run(process.execPath, [join(root, 'node_modules/nx/dist/bin/nx.js'), ...args, ...quiet], root, {
    PATH: `${join(root, 'node_modules/.bin')}${delimiter}${process.env.PATH ?? ''}`,
    NX_DAEMON: 'false',
    NX_TUI: 'false',
    NX_NO_CLOUD: 'true',
  });
}

function node(args, cwd) {
  return run(process.execPath, args, cwd, {}, 'inherit');
}

/** Build output goes to stderr: the first line on stdout belongs to the program that is started. */
function run(program, args, cwd, environment = {}, stdout = command === 'test' ? 'inherit' : process.stderr) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...environment },
      stdio: ['inherit', stdout, 'inherit'],
      shell: process.platform === 'win32' && program === 'npx',
    });
    const pass = (signal) => child.kill(signal);
    process.on('SIGINT', pass).on('SIGTERM', pass);
    child.on('error', (error) => fail(`${program} cannot be started: ${error.message}`, 1));
    child.on('close', (code) => {
      process.off('SIGINT', pass).off('SIGTERM', pass);
      resolve(code ?? 1);
    });
  });
}

function fail(message, code) {
  console.error(message);
  process.exit(code === 0 ? 1 : code);
}
