import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startEmulator } from '../../../src/start-emulator.js';
import { accessToken, call, clockFrom } from '../../support.js';
import { postInvoice } from '../send-online.js';
import { invoiceXml } from '../support.js';

const wrongRate = (number: string, day?: string) =>
  invoiceXml(number, day === undefined ? {} : { day }).replace(
    '</RodzajFaktury>',
    '</RodzajFaktury><FaWiersz><NrWierszaFa>1</NrWierszaFa><P_12>99</P_12></FaWiersz>',
  );

let stateDir: string;
beforeEach(() => {
  stateDir = mkdtempSync(join(tmpdir(), 'ksef-emulator-'));
});
afterEach(() => rmSync(stateDir, { recursive: true, maxRetries: 5 }));

/** The status of an invoice once it is final. */
async function finalStatus(emulator: { readonly baseUrl: string }, bearer: string, path: string) {
  for (;;) {
    const { body } = await call(emulator, 'GET', path, { bearer });
    if (body.status.code >= 200) return body.status;
    await sleep(20);
  }
}

describe('an online invoice that was not yet validated when the emulator ended', () => {
  it('is validated by its schema after a restart, in the order of arrival', async () => {
    const clock = clockFrom('2026-11-24T10:00:00Z');
    const first = await startEmulator({ clock, stateDir, schema: 'off', processingDelayMs: 60_000 });
    const bearer = await accessToken(first);
    const wrong = await postInvoice(first, bearer, wrongRate('R/1'));
    const right = await postInvoice(first, bearer, invoiceXml('R/2'));
    const again = await postInvoice(first, bearer, invoiceXml('R/1'));
    await first.close();

    const second = await startEmulator({ clock, stateDir });
    try {
      expect(await finalStatus(second, bearer, wrong)).toMatchObject({
        code: 450,
        details: [expect.stringContaining('P_12')],
      });
      expect(await finalStatus(second, bearer, right)).toMatchObject({ code: 200 });
      // The number of a refused invoice is free.
      expect(await finalStatus(second, bearer, again)).toMatchObject({ code: 200 });
    } finally {
      await second.close();
    }
  });

  it('is refused after a kill in the middle of that', { timeout: 60_000 }, async () => {
    const first = await startProcess();
    const bearer = await accessToken(first);
    const day = new Date().toISOString().slice(0, 10);
    const sent = postInvoice(first, bearer, wrongRate('K/1', day)).catch(() => undefined);
    await untilAccepted(first.controlUrl);
    first.child.kill('SIGKILL');
    await first.ended;
    await sent;

    const second = await startProcess();
    try {
      const { body: listed } = await call(second, 'GET', '/sessions?sessionType=Online', { bearer });
      const session = `/sessions/${listed.sessions[0].referenceNumber}/invoices`;
      const { body } = await call(second, 'GET', session, { bearer });
      const path = `${session}/${body.invoices[0].referenceNumber}`;
      expect(await finalStatus(second, bearer, path)).toMatchObject({ code: 450 });
    } finally {
      second.child.kill('SIGKILL');
      await second.ended;
    }
  });
});

async function startProcess() {
  const cli = join(import.meta.dirname, '../../../dist/cli.js');
  const child = spawn(process.execPath, [cli, '--port', '0', '--state', stateDir], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = once(child, 'exit');
  const [line] = await once(createInterface(child.stdout), 'line');
  const { baseUrl, controlUrl } = JSON.parse(line) as Record<'baseUrl' | 'controlUrl', string>;
  return { child, ended, baseUrl, controlUrl };
}

async function untilAccepted(controlUrl: string): Promise<void> {
  for (;;) {
    const events = await (await fetch(`${controlUrl}/events`)).text();
    if (events.includes('invoice-accepted')) return;
    await sleep(5);
  }
}
