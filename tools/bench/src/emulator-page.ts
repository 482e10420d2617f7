import { pathOf } from '@ksef-tools/testing';
import { type Browser, chromium, type Page } from 'playwright-core';
import { type Figure, median } from './figure.js';
import { sellerNip } from './invoices.mjs';
import { type EmulatorProcess, seed, startEmulatorProcess } from './processes.js';

const count = 10_000;
const loads = 9;
const seconds = Number(process.env.KSEF_BENCH_PAGE_SECONDS ?? 60);
const requestsASecond = 100;
const mostMs = 300;

/** The emulator's page in Chromium: when something is to be seen, and what the tab keeps of a stream of events. */
export async function benchEmulatorPage(): Promise<readonly Figure[]> {
  const emulator = await startEmulatorProcess();
  const browser = await chromium.launch({
    executablePath: pathOf('chromium') ?? 'chromium',
    args: ['--no-sandbox', '--disable-background-networking'],
  });
  try {
    await seed(emulator, { count, sellerNip, buyerNip: '7811900008' });
    const paints: number[] = [];
    const rows: number[] = [];
    for (let load = 0; load < loads; load++) {
      const { paintMs, rowsMs } = await loadOnce(browser, `${emulator.qrUrl}/#/invoices`);
      paints.push(paintMs);
      rows.push(rowsMs);
    }
    const [early, late] = await heapsMb(browser, emulator);
    const what = `emulator's page with ${count} invoices`;
    return [
      figure(
        `${what}: first paint`,
        `${median(paints).toFixed(0)} ms`,
        `${mostMs} ms`,
        median(paints) / mostMs,
      ),
      {
        ...figure(`${what}: rows`, `${median(rows).toFixed(0)} ms`, `${mostMs} ms`, median(rows) / mostMs),
        goal: 'reported',
      },
      {
        what: `heap of its tab after ${seconds} s with ${requestsASecond} requests a second`,
        measured: `${late.toFixed(1)} MB`,
        baseline: `${early.toFixed(1)} MB after a third of it`,
        ratio: late / early,
        goal: 'at most 1.2',
      },
    ];
  } finally {
    await browser.close();
    emulator.child.kill();
  }
}

async function loadOnce(browser: Browser, url: string): Promise<{ paintMs: number; rowsMs: number }> {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(url);
    await page.waitForSelector('tbody tr');
    return await page.evaluate(() => ({
      paintMs: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
      rowsMs: performance.now(),
    }));
  } finally {
    await context.close();
  }
}

/** The tab's heap after garbage collection: after a third of the time, and at the end. */
async function heapsMb(browser: Browser, emulator: EmulatorProcess): Promise<readonly [number, number]> {
  const page = await browser.newPage();
  await page.goto(`${emulator.qrUrl}/#/events`);
  await stream(emulator, seconds / 3);
  const early = await heapMb(page);
  await stream(emulator, (seconds * 2) / 3);
  return [early, await heapMb(page)];
}

async function stream({ baseUrl }: EmulatorProcess, forSeconds: number): Promise<void> {
  for (const end = performance.now() + forSeconds * 1000; performance.now() < end; ) {
    const pause = new Promise((resolve) => setTimeout(resolve, 100));
    const sent = Array.from({ length: requestsASecond / 10 }, async () => {
      const answer = await fetch(`${baseUrl}/auth/challenge`, { method: 'POST' });
      await answer.arrayBuffer();
    });
    await Promise.all([pause, ...sent]);
  }
}

async function heapMb(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize / 1e6;
}

function figure(what: string, measured: string, baseline: string, ratio: number): Figure {
  return { what, measured, baseline, ratio, goal: 'at most 1' };
}
