// Real servers for tests, each on a free port and in a folder of its own, gone when the test process ends.
import { execFileSync, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathOf } from './tools.mjs';

/** @returns {Promise<import('./servers.d.mts').TestServer>} */
export async function startRedis({ cluster = false, sentinelOf } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'ksef-redis-'));
  const port = await freePort();
  const settings = ['--bind', '127.0.0.1', '--port', String(port), '--save', '', '--dir', folder];
  // Its bus listens 10 000 ports above.
  if (cluster) settings.push('--cluster-enabled', 'yes');
  if (sentinelOf !== undefined) {
    // It writes into its file what it learns.
    const file = join(folder, 'sentinel.conf');
    writeFileSync(file, `sentinel monitor main 127.0.0.1 ${sentinelOf} 1\n`);
    settings.unshift(file, '--sentinel');
  }
  return serve({
    folder,
    port,
    url: `redis://127.0.0.1:${port}`,
    launch: () => spawn(needed('redis-server'), settings, { stdio: ['ignore', 'pipe', 'pipe'] }),
    ready: sentinelOf === undefined ? /Ready to accept connections/ : /\+monitor master/,
    stopSignal: 'SIGTERM',
  });
}

/** @returns {Promise<import('./servers.d.mts').TestServer>} */
export async function startS3() {
  const folder = mkdtempSync(join(tmpdir(), 'ksef-s3-'));
  const port = await freePort();
  return serve({
    folder,
    port,
    url: `http://127.0.0.1:${port}`,
    launch: () =>
      spawn(needed('moto_server'), ['-H', '127.0.0.1', '-p', String(port)], {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...process.env, PYTHONUNBUFFERED: '1' },
      }),
    ready: /Running on http/,
    stopSignal: 'SIGTERM',
  });
}

/** @returns {Promise<import('./servers.d.mts').TestServer>} */
export async function startPostgres() {
  const folder = mkdtempSync(join(tmpdir(), 'ksef-postgres-'));
  const port = await freePort();
  // PostgreSQL refuses to run as root.
  const user = process.getuid?.() === 0 ? { uid: idOf('-u'), gid: idOf('-g') } : {};
  if ('uid' in user) chownSync(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  const own = ['-D', data, '-U', 'postgres', '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync'];
  execFileSync(needed('initdb'), own, { ...user, cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  // Tests open pools by the dozen; those of the one before may still be closing.
  const settings = ['-D', data, '-h', '127.0.0.1', '-p', String(port), '-k', folder, '-F', '-N', '400'];
  return serve({
    folder,
    port,
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    launch: () =>
      spawn(needed('postgres'), settings, { ...user, cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] }),
    ready: /ready to accept connections/,
    stopSignal: 'SIGINT',
  });
}

async function serve({ folder, port, url, launch, ready, stopSignal }) {
  let child;
  const start = () =>
    new Promise((resolve, reject) => {
      child = launch();
      let output = '';
      const read = (chunk) => {
        output = (output + chunk).slice(-10_000);
        if (ready.test(output)) resolve();
      };
      child.stdout.on('data', read);
      child.stderr.on('data', read);
      child.on('error', reject);
      child.on('exit', () => reject(new Error(`The server on port ${port} did not start:\n${output}`)));
    });
  const end = (signal) =>
    new Promise((resolve) => {
      if (child.exitCode !== null || child.signalCode !== null) return resolve();
      child.once('exit', () => resolve());
      child.kill(signal);
    });
  const clean = () => {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', clean);
  await start();
  return {
    url,
    port,
    start,
    stop: () => end(stopSignal),
    async close() {
      await end(stopSignal);
      process.off('exit', clean);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * Below the ports that systems give to connections going out (32768 and up on Linux): one of those could take the port
 * while its server is stopped, even a client that tries to reach the server there.
 */
async function freePort() {
  for (;;) {
    const port = randomInt(10_000, 32_000);
    if (await isFree(port)) return port;
  }
}

function isFree(port) {
  const probe = createServer();
  return new Promise((resolve) => {
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

function needed(command) {
  const path = pathOf(command);
  if (path === undefined) throw new Error(`${command} is not installed. See tools/testing/tools.mjs.`);
  return path;
}

function idOf(option) {
  return Number(execFileSync('id', [option, 'postgres'], { encoding: 'utf8' }));
}
