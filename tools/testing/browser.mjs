// Programs and pages in headless Chromium, without any network.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';

const run = promisify(execFile);

/** Everything that a program needs, in one file, as a bundler would make it for the web. */
export async function bundle(program, format = 'esm') {
  const { outputFiles } = await build({
    stdin: { contents: program, resolveDir: process.cwd(), loader: 'ts' },
    bundle: true,
    minify: true,
    format,
    platform: 'browser',
    target: 'es2022',
    charset: 'utf8',
    write: false,
    logLevel: 'error',
  });
  return outputFiles[0]?.text ?? '';
}

/** Opens a page and gives back its document once nothing more happens. */
export function dumpDom(html) {
  return chromium(html, ['--dump-dom']);
}

/** A picture of a page, as the path of a PNG file. */
export async function screenshot(html, width, height, flags = []) {
  const file = join(mkdtempSync(join(tmpdir(), 'ksef-shot-')), 'page.png');
  const size = `--window-size=${width},${height}`;
  await chromium(html, [`--screenshot=${file}`, size, '--hide-scrollbars', ...flags]);
  return file;
}

/** A page as it is printed, as the path of a PDF file. */
export async function printToPdf(html) {
  const file = join(mkdtempSync(join(tmpdir(), 'ksef-print-')), 'page.pdf');
  await chromium(html, [`--print-to-pdf=${file}`, '--no-pdf-header-footer']);
  return file;
}

/**
 * Serves files on loopback, opens `/` in Chromium, and gives back what the page posts to `/result`. However long its work
 * takes: the page says when it is done.
 */
export async function resultOfPage(files, timeoutMs = 120_000) {
  const folder = mkdtempSync(join(tmpdir(), 'ksef-chromium-'));
  const posted = withResolvers();
  const server = createServer((request, response) => {
    if (request.method === 'POST' && request.url === '/result') {
      const chunks = [];
      request.on('data', (chunk) => chunks.push(chunk));
      request.on('end', () => posted.resolve(Buffer.concat(chunks).toString()));
      response.end();
      return;
    }
    const content = files[request.url];
    const type = request.url?.endsWith('.js') ? 'text/javascript' : 'text/html';
    response.writeHead(content === undefined ? 404 : 200, { 'content-type': `${type}; charset=utf-8` });
    response.end(content ?? '');
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  // A group of its own: Chromium is many processes.
  const browser = spawn(
    'chromium',
    [...common(folder), '--remote-debugging-port=0', `http://127.0.0.1:${server.address().port}/`],
    { detached: true, stdio: 'ignore' },
  );
  browser.on('error', posted.reject);
  browser.on('exit', (code) => posted.reject(new Error(`Chromium ended with ${code}.`)));
  const timer = setTimeout(() => posted.reject(new Error('The page posted no result in time.')), timeoutMs);
  try {
    return await posted.promise;
  } finally {
    clearTimeout(timer);
    const ended = browser.exitCode === null ? once(browser, 'exit') : undefined;
    if (browser.pid !== undefined && ended !== undefined) process.kill(-browser.pid, 'SIGKILL');
    await ended;
    server.closeAllConnections();
    server.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 10 });
  }
}

function withResolvers() {
  const posted = {};
  posted.promise = new Promise((resolve, reject) => Object.assign(posted, { resolve, reject }));
  return posted;
}

function common(folder) {
  return [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    `--user-data-dir=${join(folder, 'profile')}`,
  ];
}

async function chromium(html, flags) {
  const folder = mkdtempSync(join(tmpdir(), 'ksef-chromium-'));
  const page = join(folder, 'page.html');
  writeFileSync(page, html);
  try {
    const { stdout } = await run(
      'chromium',
      [...common(folder), '--virtual-time-budget=60000', ...flags, `file://${page}`],
      { maxBuffer: 50_000_000, timeout: 120_000 },
    );
    return stdout;
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
