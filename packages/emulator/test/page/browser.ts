import { pathOf } from '@ksef-tools/testing';
import { type Browser, chromium, type Page } from 'playwright-core';

const patienceMs = 60_000;

/** Debian's Chromium, without a window. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: pathOf('chromium') ?? 'chromium',
    args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    timeout: patienceMs,
  });
}

export interface Opened {
  readonly page: Page;
  /** What the page complained of, and every address outside of the emulator that it asked for. */
  readonly complaints: string[];
}

/** A new tab at an address of the emulator. */
export async function openPage(
  browser: Browser,
  origin: string,
  hash = '',
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<Opened> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(patienceMs);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`${origin}/`) && !url.startsWith('data:')) complaints.push(`asks for ${url}`);
  });
  await page.goto(`${origin}/${hash}`, { timeout: patienceMs });
  return { page, complaints };
}
