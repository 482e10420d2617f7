// Runs the packages, as published, in runtimes other than Node, against an emulator in this process.
// `node runtimes/run.mjs [bun] [deno] [workerd]`, by default in all three, which npm installs in a temporary folder.
import { execFile, spawn } from 'node:child_process';
import { copyFile, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { lenientNip } from '@ksef/core';
import { makeTestToken, startEmulator } from '@ksef/emulator';
import { testSealCertificate } from '@ksef/signing/testing';
import { build } from 'esbuild';
import { neededBy, root, tarballOf } from '../install-alone.mjs';

const run = promisify(execFile);
const here = import.meta.dirname;
const used = ['client', 'core', 'documents', 'qr', 'signing', 'validation'];
const seller = lenientNip('5251230007');
const runners = {
  bun: (folder, input) => runProgram('bun', ['program.mjs'], folder, input),
  deno: (folder, input) =>
    runProgram('deno', ['run', '-A', '--node-modules-dir=manual', 'program.mjs'], folder, input),
  workerd: runWorker,
};

const asked = process.argv.slice(2);
const names = asked.length > 0 ? asked : Object.keys(runners);
for (const name of names)
  if (!Object.hasOwn(runners, name))
    throw new Error(`Unknown runtime ${name}. Use one of ${Object.keys(runners)}.`);
const folder = await install(names);
const { certificatePem, privateKeyPem } = await testSealCertificate({ nip: seller });
for (const name of names) {
  const emulator = await startEmulator();
  const { version } = JSON.parse(await readFile(join(folder, 'node_modules', name, 'package.json'), 'utf8'));
  console.log(`\n${name} ${version}`);
  const input = {
    environment: emulator.environment,
    seller,
    series: name,
    token: makeTestToken(seller),
    xml: await readFile(join(root, 'examples/invoices/1-vat.xml'), 'utf8'),
    certificate: certificatePem,
    key: privateKeyPem,
  };
  try {
    console.log(await runners[name](folder, JSON.stringify(input)));
  } catch (error) {
    process.exitCode = 1;
    console.log(error.stdout ?? '', error.message);
  }
  await emulator.close();
}

async function install(runtimes) {
  const own = new Set(used.flatMap((name) => [name, ...neededBy(name)]));
  const tarballs = Object.fromEntries([...own].map((name) => [`@ksef/${name}`, `file:${tarballOf(name)}`]));
  const target = await mkdtemp(join(tmpdir(), 'ksef-runtimes-'));
  const manifest = {
    name: 'runtimes',
    version: '0.0.0',
    private: true,
    dependencies: { ...tarballs, ...Object.fromEntries(runtimes.map((name) => [name, 'latest'])) },
    overrides: Object.fromEntries(Object.keys(tarballs).map((name) => [name, `$${name}`])),
  };
  await writeFile(join(target, 'package.json'), JSON.stringify(manifest));
  await run('npm', ['install', '--no-audit', '--no-fund'], { cwd: target });
  for (const file of ['flows.mjs', 'program.mjs', 'worker.mjs'])
    await copyFile(join(here, file), join(target, file));
  return target;
}

async function runProgram(command, args, cwd, input) {
  const env = { ...process.env, NO_COLOR: '1', PROGRAM_INPUT: input };
  const { stdout } = await run(join(cwd, 'node_modules/.bin', command), args, { cwd, env, timeout: 300_000 });
  return stdout.trim();
}

async function runWorker(cwd, input) {
  await build({
    entryPoints: [join(cwd, 'worker.mjs')],
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: join(cwd, 'bundle.mjs'),
    logLevel: 'error',
    banner: {
      js: `import { createRequire as requireOf } from 'node:module'; const require = requireOf('/worker.mjs');`,
    },
  });
  const port = await freePort();
  await writeFile(join(cwd, 'config.capnp'), workerConfig(port));
  const server = spawn(join(cwd, 'node_modules/.bin/workerd'), ['serve', 'config.capnp'], {
    cwd,
    stdio: 'inherit',
  });
  try {
    const response = await whenUp(() => fetch(`http://127.0.0.1:${port}`, { method: 'POST', body: input }));
    const text = await response.text();
    if (!response.ok) throw new Error(text);
    return text;
  } finally {
    server.kill();
  }
}

function workerConfig(port) {
  return `
using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = .worker),
    (name = "net", network = (allow = ["public", "private", "local"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
);
const worker :Workerd.Worker = (
  modules = [(name = "worker", esModule = embed "bundle.mjs")],
  compatibilityDate = "2026-11-01",
  globalOutbound = "net",
);
`;
}

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function whenUp(attempt) {
  for (let count = 1; ; count++) {
    try {
      return await attempt();
    } catch (error) {
      if (count >= 50 || error.cause?.code !== 'ECONNREFUSED') throw error;
    }
    await sleep(200);
  }
}
