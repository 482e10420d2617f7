import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { hasTools } from '@ksef-tools/testing';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sampleInvoice } from '../../src/seeding/index.js';
import { type Emulator, startEmulator } from '../../src/start-emulator.js';
import { sendOnline } from '../sessions/send-online.js';
import { accessToken, call, startLogin, statusOf } from '../support.js';
import { launchBrowser, type Opened, openPage } from './browser.js';

const seller = '5265877635';
const buyer = '7352765225';
const patience = { timeout: 60_000 };

let emulator: Emulator;
beforeEach(async () => {
  emulator = await startEmulator();
});
afterEach(() => emulator.close());

describe('the page', () => {
  it('comes with its style and script from the emulator alone, and lets nothing else in', async () => {
    const response = await fetch(`${emulator.qrUrl}/`);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    const html = await response.text();
    const loaded = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url = '']) => url);
    expect(loaded.filter((url) => !/^(\/_emulator|data:)/.test(url))).toEqual([]);
    let bytes = html.length;
    for (const name of ['page.js', 'page.css'])
      bytes += (await (await fetch(`${emulator.controlUrl}/${name}`)).text()).length;
    expect(bytes).toBeLessThan(150_000);
  });

  it('is not sent again while it is the same', async () => {
    const first = await fetch(`${emulator.controlUrl}/page.js`);
    const etag = String(first.headers.get('etag'));
    const again = await fetch(`${emulator.controlUrl}/page.js`, { headers: { 'if-none-match': etag } });
    expect([first.status, again.status, await again.text()]).toEqual([200, 304, '']);
  });
});

describe('an invoice that is shown', () => {
  it('is a page that can do nothing, whatever the file says', async () => {
    emulator.control.seedInvoices({ count: 1, sellerNip: seller, buyerNip: buyer });
    const [invoice] = emulator.control.invoices().invoices;
    for (const path of ['html', 'upo/html']) {
      const response = await fetch(`${emulator.controlUrl}/invoices/${invoice?.ksefNumber}/${path}`);
      expect(response.headers.get('content-security-policy')).toMatch(/^default-src 'none'.*sandbox/);
      expect(await response.text()).toContain(String(invoice?.ksefNumber));
    }
    expect(await emulator.control.invoiceHtml('none')).toBeUndefined();
  });
});

describe.skipIf(!hasTools('chromium'))('the page in a browser', { timeout: 240_000 }, () => {
  let browser: Browser;
  let opened: Opened | undefined;
  beforeAll(async () => {
    browser = await launchBrowser();
  }, 120_000);
  afterEach(async () => {
    await opened?.page.context().close();
    // Nothing went wrong, and nothing was loaded from elsewhere.
    expect(opened?.complaints ?? []).toEqual([]);
    opened = undefined;
  });
  afterAll(() => browser?.close());

  async function open(hash = '', options: Parameters<typeof openPage>[3] = {}): Promise<Page> {
    opened = await openPage(browser, emulator.qrUrl, hash, options);
    return opened.page;
  }

  it('shows an invoice the moment it is sent, and then its picture, XML, receipt and code', async () => {
    const page = await open('#/invoices');
    await page.getByText('No invoice matches').waitFor();
    const sample = Buffer.from(sampleInvoice({ sellerNip: seller, invoiceNumber: 'FV/LIVE/1' })).toString();
    const { ksefNumber } = await sendOnline(emulator, await accessToken(emulator), sample);
    await page.getByRole('link', { name: 'FV/LIVE/1' }).click();
    await page.getByRole('heading', { name: 'FV/LIVE/1' }).waitFor();
    await page.getByText(String(ksefNumber)).first().waitFor();
    const picture = page.frameLocator('iframe');
    await picture.getByText('FV/LIVE/1').first().waitFor();
    await page.getByRole('tab', { name: 'XML', exact: true }).click();
    await page.getByText('<P_2>FV/LIVE/1</P_2>').waitFor();
    // By the keyboard: the arrows move along the tabs.
    await page.keyboard.press('ArrowRight');
    await page.getByRole('tab', { name: 'Receipt (UPO)', selected: true }).waitFor();
    await picture.getByText(String(ksefNumber)).first().waitFor();
    const link = await page.getByRole('link', { name: 'Verification page' }).getAttribute('href');
    expect((await fetch(String(link))).status).toBe(200);
  });

  it('plans a fault, which strikes and is seen to', async () => {
    const page = await open('#/controls');
    await page.getByLabel('Kind').selectOption('rateLimit');
    await page.getByLabel('Path, or a prefix with *').fill('/auth/challenge');
    await page.getByLabel('Retry-After, seconds').fill('7');
    await page.getByRole('button', { name: 'Plan the fault' }).click();
    await page.getByText('0 of 1').waitFor();
    const struck = await call(emulator, 'POST', '/auth/challenge');
    expect([struck.status, struck.headers.get('retry-after')]).toEqual([429, '7']);
    await page.getByText('1 of 1').waitFor();
    await page.getByRole('link', { name: 'Event log' }).click();
    await page.getByLabel('Outcome').selectOption('failures');
    await page.getByRole('button', { name: /POST \/auth\/challenge 429/ }).click();
    await page.getByRole('heading', { name: 'POST /auth/challenge' }).waitFor();
    await page.getByText('Too Many Requests').waitFor();
    expect(await page.getByText('fault', { exact: true }).count()).toBe(2); // the event, and the choice
  });

  it('moves the clock and back', async () => {
    const page = await open('#/controls');
    await page.getByRole('button', { name: '+1 day' }).click();
    await expect.poll(() => emulator.control.state().clockOffsetMs, patience).toBe(86_400_000);
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    await expect.poll(() => page.locator('.top time').textContent(), patience).toContain(tomorrow);
    await page.getByLabel('Set to (UTC)').fill('2031-05-01T12:00:00');
    await page.getByRole('button', { name: 'Set', exact: true }).click();
    await expect.poll(() => emulator.control.state().now, patience).toMatch(/^2031-05-01T12:00/);
    await page.getByRole('button', { name: 'Back to the system’s clock' }).click();
    await expect.poll(() => emulator.control.state().clockOffsetMs, patience).toBeLessThan(2_000);
  });

  it('makes tokens and copies them by one click', async () => {
    const permissions = ['clipboard-read', 'clipboard-write'];
    const page = await open('#/access', { permissions });
    const copied = () => page.evaluate(() => navigator.clipboard.readText());
    await page.getByRole('button', { name: 'KSeF token' }).click();
    await page.getByRole('button', { name: 'Copy: Token' }).click();
    await expect.poll(copied, patience).toMatch(/\|nip-5265877635\|/);
    const login = await startLogin(emulator, { token: await copied() });
    expect((await statusOf(emulator, login)).code).toBe(200);
    await page.getByRole('button', { name: 'Copy: Environment variables' }).click();
    await expect.poll(copied, patience).toContain(`export KSEF_EMULATOR=${emulator.qrUrl}`);
    await page.getByRole('button', { name: 'Copy: TypeScript' }).click();
    await expect.poll(copied, patience).toContain("lenientNip('5265877635')");
    await page.getByRole('button', { name: 'Access token' }).click();
    await page.getByText('Access token for 5265877635').waitFor();
    await page.getByRole('button', { name: 'Copy: Token' }).click();
    await expect.poll(copied, patience).toMatch(/^eyJ/);
    const { status } = await call(emulator, 'GET', '/auth/sessions', { bearer: await copied() });
    expect(status).toBe(200);
    await page.getByRole('button', { name: 'Copy: curl' }).click();
    await expect.poll(copied, patience).toMatch(/^curl .*\n.*authorization: Bearer eyJ/);
  });

  it('seeds, resets after a question, and survives a new start of the emulator', async () => {
    const page = await open('#/controls');
    await page.getByLabel('How many').fill('30');
    await page.getByRole('button', { name: 'Seed' }).click();
    await page.getByText('30 invoices seeded').waitFor();
    await page.getByRole('button', { name: 'Reset' }).click();
    await page.getByRole('button', { name: 'Cancel' }).click();
    expect(emulator.control.state().invoiceCount).toBe(30);
    await page.getByRole('button', { name: 'Reset' }).click();
    await page
      .getByRole('group', { name: /Delete all/ })
      .getByRole('button', { name: 'Reset' })
      .click();
    await expect.poll(() => emulator.control.state().invoiceCount, patience).toBe(0);
    const port = Number(new URL(emulator.qrUrl).port);
    await emulator.close();
    await page.getByText('No connection').waitFor();
    opened?.complaints.splice(0);
    emulator = await startEmulator({ port });
    await page.getByText('Live', { exact: true }).waitFor();
    opened?.complaints.splice(0);
  });

  it.each(['light', 'dark'] as const)(
    'is for everybody, in %s colours: no view breaks a rule of axe',
    async (colorScheme) => {
      emulator.control.seedInvoices({ count: 60, sellerNip: seller, buyerNip: buyer });
      emulator.control.addFault({ kind: 'error', path: '/auth/challenge', times: 9, status: 500 });
      await call(emulator, 'POST', '/auth/challenge');
      emulator.control.mintToken({ type: 'Nip', value: seller } as const);
      emulator.control.mintAccessToken({ type: 'Nip', value: seller } as const);
      const [invoice] = emulator.control.invoices().invoices;
      const requestId = emulator.control.events('request')[0]?.requestId;
      const page = await open('', { colorScheme });
      const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
      await page.evaluate(axe);
      const broken: string[] = [];
      for (const hash of [
        '#/',
        '#/access',
        '#/contexts',
        '#/sessions',
        `#/sessions/${invoice?.sessionReferenceNumber}`,
        '#/invoices',
        `#/invoices/${invoice?.referenceNumber}?tab=xml`,
        '#/exports',
        '#/credentials',
        '#/credentials?tab=permissions',
        `#/log?request=${requestId}`,
        '#/controls',
      ]) {
        await page.evaluate((to) => {
          location.hash = to;
        }, hash);
        await page.getByRole('heading', { level: 1 }).waitFor();
        await page.getByText('Loading …').first().waitFor({ state: 'detached' });
        const found = await page.evaluate(async () => {
          const { violations } = await (
            globalThis as unknown as {
              axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
            }
          ).axe.run();
          return violations.map(
            ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' ')}`,
          );
        });
        broken.push(...found.map((one) => `${hash} ${one}`));
      }
      expect(broken).toEqual([]);
    },
  );

  it('is worked by the keyboard alone', async () => {
    emulator.control.seedInvoices({ count: 1, sellerNip: seller, buyerNip: buyer, numberPrefix: 'FV' });
    const page = await open();
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter'); // Skip to content
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
    await page.getByRole('link', { name: 'FV/1' }).waitFor();
    await page.keyboard.press('Tab');
    for (let steps = 0; steps < 20; steps++) {
      if ((await page.evaluate(() => document.activeElement?.textContent)) === 'FV/1') break;
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'FV/1' }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
    expect(await page.title()).toContain('KSeF emulator');
  });
});
