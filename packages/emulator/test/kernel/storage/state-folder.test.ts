import { type ChildProcess, spawn } from 'node:child_process';
import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startEmulator } from '../../../src/start-emulator.js';
import { buyer, query, seller, stored } from '../../receiving/support.js';
import { accessToken, call } from '../../support.js';

let stateDir: string;
beforeEach(() => {
  stateDir = mkdtempSync(join(tmpdir(), 'emulator-state-'));
});
afterEach(() => rmSync(stateDir, { recursive: true, force: true }));

const range = { from: new Date(Date.now() - 30 * 86_400_000).toISOString() };

describe('a state folder', () => {
  it('keeps all invoices in a few files', async () => {
    const emulator = await startEmulator({ stateDir });
    emulator.control.seedInvoices({ count: 500, sellerNip: seller, buyerNip: buyer });
    await emulator.close();
    expect(readdirSync(stateDir).length).toBeLessThan(20);
  });

  it('gives every acknowledged invoice back after kill -9, and drops what was cut short', async () => {
    const killed = await startChild(stateDir);
    const seeded = (await seedOver(killed.controlUrl, 300)).lastKsefNumber;
    killed.process.kill('SIGKILL');
    await ended(killed.process);
    // A blob and a line on their way when it died.
    appendFileSync(join(stateDir, 'blobs'), '<Faktura');
    appendFileSync(join(stateDir, 'session-invoices.ndjson'), '["20261124-EE-');

    const second = await startEmulator({ stateDir });
    const bearer = await accessToken(second);
    const { invoices } = (await query(second, bearer, stored('Subject1', range), 'pageSize=250')).body;
    expect(invoices).toHaveLength(250);
    const { body, headers } = await call(second, 'GET', `/invoices/ksef/${seeded}`, { bearer });
    expect(body).toContain(`<NIP>${buyer}</NIP>`);
    expect(headers.get('x-ms-meta-hash')).toBeTruthy();
    const later = second.control.seedInvoices({ count: 1, sellerNip: seller, buyerNip: buyer });
    await second.close();

    const third = await startEmulator({ stateDir });
    for (const number of [seeded, later.lastKsefNumber]) {
      const again = await call(third, 'GET', `/invoices/ksef/${number}`, {
        bearer: await accessToken(third),
      });
      expect(again.body).toMatch(/^<\?xml.*<\/Faktura>$/s);
    }
    await third.close();
  }, 60_000);

  it('keeps what was acknowledged when there is no more room, and goes on where there is again', async () => {
    const full = await startChild(stateDir, 'trap "" XFSZ; ulimit -f 200; exec "$0" "$@"');
    for (let round = 0; round < 3; round++)
      expect((await seedOver(full.controlUrl, 300)) as object).not.toHaveProperty('lastKsefNumber');
    full.process.kill('SIGKILL');
    await ended(full.process);

    const roomy = await startEmulator({ stateDir });
    const { lastKsefNumber } = roomy.control.seedInvoices({ count: 1, sellerNip: seller, buyerNip: buyer });
    await roomy.close();
    const again = await startEmulator({ stateDir });
    const bearer = await accessToken(again);
    const { invoices } = (await query(again, bearer, stored('Subject1', range), 'pageSize=250')).body;
    expect(invoices.length).toBeGreaterThan(50);
    for (const { ksefNumber } of [invoices[0], invoices.at(-2), { ksefNumber: lastKsefNumber }]) {
      const { body } = await call(again, 'GET', `/invoices/ksef/${ksefNumber}`, { bearer });
      expect(body).toMatch(/^<\?xml.*<\/Faktura>$/s);
    }
    await again.close();
  }, 60_000);

  it('takes no more room at every start', async () => {
    for (let round = 0; round < 3; round++) {
      const emulator = await startEmulator({ stateDir });
      for (let index = 0; index < 600; index++) emulator.control.advanceClock(1);
      await emulator.close();
    }
    expect(statSync(join(stateDir, 'server.ndjson')).size).toBeLessThan(100_000);
  });

  it('is one emulator\u2019s at a time, also within a process, and free again when it closes', async () => {
    const first = await startEmulator({ stateDir });
    await expect(startEmulator({ stateDir })).rejects.toThrow(/is in use by another emulator/);
    await first.close();
    const child = await startChild(stateDir);
    await expect(startEmulator({ stateDir })).rejects.toThrow(`process ${child.process.pid}`);
    child.process.kill('SIGTERM');
    await ended(child.process);
    await (await startEmulator({ stateDir })).close();
  }, 60_000);

  it('says so when it is gone under a running emulator', async () => {
    const lines: string[] = [];
    const emulator = await startEmulator({ stateDir, log: (line) => lines.push(line) });
    rmSync(stateDir, { recursive: true });
    await expect
      .poll(() => emulator.control.events('state-lost').length, { timeout: 20_000, interval: 100 })
      .toBe(1);
    expect(lines.join()).toContain(`${stateDir} is gone`);
    await emulator.close();
  }, 30_000);

  it('is free when starting failed, and when a holder elsewhere has gone silent', async () => {
    const other = await startEmulator();
    const port = Number(new URL(other.baseUrl).port);
    await expect(startEmulator({ stateDir, port })).rejects.toThrow('EADDRINUSE');
    await other.close();

    writeFileSync(join(stateDir, 'lock'), '1 another-container\n');
    await expect(startEmulator({ stateDir })).rejects.toThrow('another-container');
    const longAgo = new Date(Date.now() - 60_000);
    utimesSync(join(stateDir, 'lock'), longAgo, longAgo);
    await (await startEmulator({ stateDir })).close();
  });

  it('of another version, damaged, or unwritable is refused in one line', async () => {
    const refused = async (dir: string) => {
      const error = await startEmulator({ stateDir: dir }).catch((reason: Error) => reason);
      expect(error).toBeInstanceOf(Error);
      expect(String(error)).not.toContain('\n');
      return String(error);
    };
    writeFileSync(join(stateDir, 'server.ndjson'), '["secret","x"]\n');
    expect(await refused(stateDir)).toContain('another version of the emulator (format 1');
    writeFileSync(join(stateDir, 'format.json'), '{"format":99}');
    expect(await refused(stateDir)).toContain('format 99');
    writeFileSync(join(stateDir, 'format.json'), '{"format":4}');
    writeFileSync(join(stateDir, 'server.ndjson'), 'nonsense\n["secret","x"]\n');
    expect(await refused(stateDir)).toMatch(/Line 1 of .*server\.ndjson is damaged/);
    expect(await refused(join(stateDir, 'server.ndjson', 'below'))).toContain('cannot be written');
  });
});

/** The program itself, begun by a shell where that sets it limits. */
async function startChild(dir: string, shell = 'exec "$0" "$@"') {
  const cli = join(import.meta.dirname, '../../../dist/cli.js');
  const child = spawn('sh', ['-c', shell, process.execPath, cli, '--port', '0', '--state', dir]);
  const line = await new Promise<string>((resolve) =>
    child.stdout.once('data', (data) => resolve(String(data))),
  );
  const { controlUrl } = JSON.parse(line.split('\n')[0] ?? '') as { controlUrl: string };
  return { process: child, controlUrl };
}

async function seedOver(controlUrl: string, count: number) {
  const response = await fetch(`${controlUrl}/invoices/seed`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ count, sellerNip: seller, buyerNip: buyer }),
  });
  return (await response.json()) as { lastKsefNumber: string };
}

const ended = (child: ChildProcess) =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve(child.exitCode);
    else child.once('exit', resolve);
  });
