import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Emulator, startEmulator } from '../src/start-emulator.js';
import { call } from './support.js';

const cli = join(import.meta.dirname, '../dist/cli.js');
const run = (...args: string[]) => spawn(process.execPath, [cli, ...args]);
const ended = (child: ChildProcess) => new Promise((resolve) => child.once('exit', resolve));

let emulator: Emulator;
let folder: string;
beforeAll(async () => {
  emulator = await startEmulator();
  folder = mkdtempSync(join(tmpdir(), 'emulator-cli-'));
  writeFileSync(join(folder, 'a-file'), '');
});
afterAll(async () => {
  await emulator.close();
  rmSync(folder, { recursive: true });
});

async function started(child: ReturnType<typeof run>) {
  const line = await new Promise<string>((resolve) =>
    child.stdout.once('data', (data) => resolve(String(data))),
  );
  return JSON.parse(line.split('\n')[0] ?? '') as Record<'baseUrl' | 'controlUrl' | 'qrUrl', string>;
}

async function refusal(...args: string[]) {
  const child = run(...args);
  let text = '';
  child.stderr.on('data', (data) => {
    text += data;
  });
  let output = '';
  child.stdout.on('data', (data) => {
    output += data;
  });
  const code = await ended(child);
  expect(output).toBe('');
  expect(text.trimEnd().split('\n')).toHaveLength(1);
  return { code, text };
}

describe('the command line', () => {
  it('prints its addresses as the first line and stops with 0 on SIGTERM, also under load', async () => {
    const child = run('--port', '0');
    const { baseUrl, controlUrl, qrUrl } = await started(child);
    expect(qrUrl).toBe(new URL(baseUrl).origin);
    expect((await fetch(`${controlUrl}/health`)).status).toBe(200);
    const load = Array.from({ length: 8 }, async () => {
      for (;;) await call({ baseUrl }, 'POST', '/auth/challenge');
    });
    const cut = Promise.allSettled(load);
    await new Promise((resolve) => setTimeout(resolve, 200));
    child.kill('SIGTERM');
    expect(await ended(child)).toBe(0);
    await cut;
  }, 30_000);

  it.each([
    [['--nonsense'], "Unknown option '--nonsense'"],
    [['stray'], 'stray'],
    [['--port', '99999'], "--port is a whole number up to 65535, not '99999'"],
    [['--port', 'abc'], "not 'abc'"],
    [['--port'], '--port'],
    [['--processing-delay', '-1'], '--processing-delay'],
    [['--rate-limits', 'some'], "--rate-limits is off, contract or a positive number, not 'some'"],
    [['--rate-limits', 'Infinity'], "positive number, not 'Infinity'"],
    [['--port', ''], "not ''"],
    [['--host', ''], '--host is empty'],
    [['--state', ''], '--state is empty'],
    [['--public-url', 'ksef:8080'], "such as http://ksef:8080, not 'ksef:8080'"],
    [['--public-url', 'http://ksef:8080/v2'], "not 'http://ksef:8080/v2'"],
    [['--permissions', 'all'], "--permissions is owner or checked, not 'all'"],
    [['--rights', 'all'], "--permissions is owner or checked, not 'all'"],
    [['--trusted-certificate', '/does/not/exist.pem'], '/does/not/exist.pem'],
    [
      ['--trusted-certificate', cli],
      `${cli} is not a certificate. --trusted-certificate needs one as PEM or DER. See`,
    ],
  ])('names what is wrong with %j and ends with 2', async (args, reason) => {
    const { code, text } = await refusal(...args);
    expect(code).toBe(2);
    expect(text).toContain(reason);
    expect(text).toContain('ksef-emulator --help');
  });

  it('says why it cannot start and ends with 1', async () => {
    const { port } = new URL(emulator.baseUrl);
    const text = `Port ${port} is in use. Choose another with --port, or 0 for any free one.\n`;
    expect(await refusal('--port', port)).toEqual({ code: 1, text });
    const noFolder = await refusal('--port', '0', '--state', join(folder, 'a-file'));
    expect(noFolder.code).toBe(1);
    expect(noFolder.text).toContain('cannot be written');
    const noHost = await refusal('--port', '0', '--host', '203.0.113.1');
    expect(noHost).toEqual({ code: 1, text: expect.stringContaining('--host') });

    const first = run('--port', '0', '--state', join(folder, 'state'));
    await started(first);
    const second = await refusal('--port', '0', '--state', join(folder, 'state'));
    expect(second.code).toBe(1);
    expect(second.text).toContain(`in use by another emulator (process ${first.pid}`);
    first.kill('SIGTERM');
    await ended(first);
  }, 30_000);

  it('ends with 0 when it is asked to over HTTP', async () => {
    const child = run('--port', '0');
    const { controlUrl } = await started(child);
    expect((await fetch(`${controlUrl}/stop`, { method: 'POST' })).status).toBe(204);
    expect(await ended(child)).toBe(0);
  });

  it('goes on when nobody reads its log any more', async () => {
    const child = run('--port', '0');
    const { baseUrl } = await started(child);
    child.stdout.destroy();
    child.stderr.destroy();
    for (let requests = 0; requests < 20; requests++)
      expect((await call({ baseUrl }, 'POST', '/auth/challenge')).status).toBe(200);
    child.kill('SIGTERM');
    expect(await ended(child)).toBe(0);
  });

  it('tells its version', async () => {
    const child = run('--version');
    let text = '';
    child.stdout.on('data', (data) => {
      text += data;
    });
    expect(await ended(child)).toBe(0);
    const manifest = readFileSync(join(import.meta.dirname, '../package.json'), 'utf8');
    expect(text).toBe(`${JSON.parse(manifest).version}\n`);
  });

  it.each(['--help', '-h'])('helps with %s', async (option) => {
    const child = run(option);
    let text = '';
    child.stdout.on('data', (data) => {
      text += data;
    });
    expect(await ended(child)).toBe(0);
    for (const named of ['--port', '--state', '--trusted-certificate', '--permissions'])
      expect(text).toContain(named);
  });
});
