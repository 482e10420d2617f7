// The few commands of this repository, with nothing but Node and npm on the machine.
// `node tools/run.mjs start|example|test|test:quick|emulator|bench|build|site|lint [arguments]`
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { browserSafe } from './checks/architecture.mjs';
import { changedProjects } from './checks/changed-projects.mjs';
import { countTests, projectFolders } from './checks/count-tests.mjs';
import { installCommand, missingTools } from './testing/tools.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const [command, ...rest] = process.argv.slice(2);
const minimum = [20, 19];

const commands = {
  async start() {
    await install();
    process.exitCode = await fromSource('send-invoices.ts', join(root, 'examples'));
  },
  async example() {
    await install();
    const [program, ...given] = rest.splice(0);
    rest.push(...given);
    process.exitCode = await fromSource(program ?? '', join(root, 'examples'));
  },
  async emulator() {
    await install();
    process.exitCode = await fromSource(join(root, 'packages/emulator/src/cli.ts'), root);
  },
  async build() {
    await install();
    await build();
  },
  /** The documentation site, into out/site. */
  async site() {
    await install();
    process.exitCode = await node([join(root, 'tools/site/build.mjs'), ...rest], root);
  },
  async bench() {
    await install();
    await build();
    process.exitCode = await node(['--import', 'tsx', 'src/run.ts', ...rest], join(root, 'tools/bench'));
  },
  async lint() {
    await install();
    process.exitCode = (await checkTypes()) || (await nx(['run-many', '-t', 'lint']));
  },
  async test() {
    await install();
    const begun = Date.now();
    // Results of earlier runs must not be counted for this one: Nx puts back those that still hold.
    for (const folder of projectFolders(root)) rmSync(join(folder, 'test-results.json'), { force: true });
    const fresh = rest.includes('--fresh') ? ['--skipNxCache'] : [];
    const checked = await checkTypes();
    const built = await nx(['run-many', '-t', 'build', 'lint', ...fresh]);
    const good = checked === 0 && built === 0;
    const tested = good ? await nx(['run-many', '-t', 'test', '--nxBail=false', ...fresh]) : 1;
    if (!good) console.log('\nBuilding or checking failed: see above.');
    report(countTests(root, { begun }), tested);
  },
  /** What changed since this branch left main, committed or not. */
  async 'test:quick'() {
    await install();
    const begun = Date.now();
    const { base, projects, folders } = changedProjects(root);
    console.log(`Changed since ${base.slice(0, 10)}: ${projects.join(', ') || 'no package'}`);
    for (const folder of folders) rmSync(join(folder, 'test-results.json'), { force: true });
    const checked = (await checkTypes()) || (await biome());
    const only = `--projects=${projects.join(',')}`;
    const runs = checked === 0 && projects.length > 0;
    const tested = runs ? await nx(['run-many', '-t', 'test', only, '--nxBail=false']) : checked;
    if (checked !== 0) console.log('\nChecking types or style failed: see above.');
    console.log(
      '\nTypes were checked everywhere, tests were run where files changed. `npm test` runs everything.',
    );
    report(countTests(root, { begun, folders }), tested);
    if (checked === 0 && projects.length === 0) process.exitCode = 0;
  },
};

/** All packages as one program, from their sources; those that must not know Node by their own rules too. */
async function checkTypes() {
  const info = join(root, 'node_modules/.cache/types.tsbuildinfo');
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const code = await run(process.execPath, [tsc, '--incremental', '--tsBuildInfoFile', info], root);
  if (code !== 0) return code;
  return nx([
    'run-many',
    '-t',
    'typecheck',
    `--projects=${browserSafe.map((name) => `@ksef/${name}`).join(',')}`,
  ]);
}

function biome() {
  const program = join(root, 'node_modules/@biomejs/biome/bin/biome');
  return run(process.execPath, [program, 'check', '--error-on-warnings', '.'], root);
}

/** The end of every test command. The last line is for machines too. */
function report(count, tested) {
  if (tested !== 0 && count.failed === 0) count.failed = 1;
  process.exitCode = count.failed === 0 && count.passed > 0 ? 0 : 1;
  for (const tool of missingTools())
    console.log(`Skipped for want of ${tool.command}: ${tool.suites}. To run them: ${installCommand(tool)}`);
  for (const failure of count.failures) console.log(`\nFAILED ${failure}`);
  const { replayed } = count;
  if (replayed.tests > 0)
    console.log(
      `\n${replayed.tests} of these results were replayed from Nx's cache, for ${replayed.projects.join(', ')}: ` +
        'nothing that they depend on has changed. `npm test -- --fresh` runs them again.',
    );
  else if (count.passed > 0) console.log('\nEvery test was run; no result was replayed.');
  if (replayed.tests > 0 && process.env.KSEF_REPLAY === 'refused') {
    console.log('Results may not be replayed here (KSEF_REPLAY=refused).');
    process.exitCode = 1;
  }
  console.log(`\n${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
}

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
  console.error(`Installing with ${packageManager}, once …`);
  const code = await run(
    'npx',
    ['-y', packageManager, 'install', '--frozen-lockfile', '--loglevel=error'],
    root,
  );
  if (code !== 0) fail('Installing failed: see above.', code);
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
}

async function build() {
  const code = await nx(['run-many', '-t', 'build']);
  if (code !== 0) fail('Building failed: see above.', code);
}

/** A TypeScript program, with our packages as they stand in `src`: nothing needs to be built. */
function fromSource(program, cwd) {
  return node(['--conditions=@ksef/source', '--import', 'tsx', program, ...rest], cwd);
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
function run(
  program,
  args,
  cwd,
  environment = {},
  stdout = command?.startsWith('test') ? 'inherit' : process.stderr,
) {
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
