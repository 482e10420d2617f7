import { execFile } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Opens a page in headless Chromium, without any network, and gives back its document once nothing more happens. */
export function dumpDom(html: string): Promise<string> {
  return chromium(html, ['--dump-dom']);
}

/** A picture of a page, as the path of a PNG file. */
export async function screenshot(html: string, width: number, height: number): Promise<string> {
  const file = join(mkdtempSync(join(tmpdir(), 'ksef-shot-')), 'page.png');
  await chromium(html, [`--screenshot=${file}`, `--window-size=${width},${height}`, '--hide-scrollbars']);
  return file;
}

async function chromium(html: string, flags: readonly string[]): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'ksef-chromium-'));
  const page = join(folder, 'page.html');
  writeFileSync(page, html);
  const quiet = [
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ];
  try {
    const { stdout } = await run(
      'chromium',
      [
        ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', ...quiet],
        ...[`--user-data-dir=${join(folder, 'profile')}`, '--virtual-time-budget=60000', ...flags],
        `file://${page}`,
      ],
      { maxBuffer: 50_000_000, timeout: 120_000 },
    );
    return stdout;
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
