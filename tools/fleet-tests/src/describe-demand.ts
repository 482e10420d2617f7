import { createApi, listPublicKeyCertificates, operations } from '@ksef/api';
import { slidingWindowLimiter } from '@ksef/api/limiter';
import { tokenAuthenticator } from '@ksef/auth';
import { contextIdentifier } from '@ksef/core';
import { EncryptionService } from '@ksef/crypto';
import { type Emulator, makeTestToken, startEmulator } from '@ksef/emulator';
import type { TestServer } from '@ksef-tools/testing/servers';
import { type VirtualClock, virtualClock } from '@ksef-tools/testing/virtual-clock';
import { afterEach, describe, expect, it } from 'vitest';
import { demand, demanded } from './demand.mjs';
import { startProcess } from './worker-process.js';

const context = contextIdentifier('Nip', '5265877635');
const hourMs = 3_600_000;
let emulator: Emulator | undefined;

/** An emulator that limits requests and lives by the given clock, and a token for it. */
async function startKsef(clock: VirtualClock): Promise<{ emulator: Emulator; accessToken: string }> {
  emulator = await startEmulator({ rateLimits: 'contract', clock });
  const api = createApi({ environment: emulator.environment });
  const encryptor = new EncryptionService({
    source: { listPublicKeys: (call) => listPublicKeyCertificates(api, {}, call) },
  });
  const login = tokenAuthenticator({ api, encryptor, token: makeTestToken });
  const { accessToken } = await login.login(context, {});
  return { emulator, accessToken: accessToken.token };
}

/** Requests that KSeF got within the hour, and how many of them it refused for their number. */
function counted(group: string, startMs: number): { taken: number; refused: number; allowed: number } {
  const { method, path, limits } = operations[demanded[group] as keyof typeof operations];
  const events = emulator?.control.events('request') ?? [];
  const own = events.filter(
    (event) =>
      event.method === method && event.path === path && Date.parse(event.timestamp) < startMs + hourMs,
  );
  const refused = own.filter((event) => event.status === 429).length;
  return { taken: own.length - refused, refused, allowed: limits?.perHour ?? 0 };
}

const inOrder = (numbers: readonly number[]) =>
  numbers.every((number, at) => number > (numbers[at - 1] ?? -1));

/** A limiter on a server, and how a process connects to it. */
export interface DemandSubject {
  start(): Promise<TestServer>;
  /** Module whose `connectLimiter(url, clock)` gives a limiter by this virtual clock. */
  readonly connectModule: URL;
}

/** Registers the simulation of an hour: KSeF refuses nothing, and its limits are used. Without a subject, in one process. */
export function describeDemand(subject?: DemandSubject): void {
  describe('an hour of demand for three times the allowance', () => {
    afterEach(() => emulator?.close());
    if (subject === undefined) inOneProcess();
    else inThreeProcesses(subject);
  });
}

function inOneProcess(): void {
  it('in one process: no 429, at least 97 % of the allowance of each group, in order', async () => {
    const clock = virtualClock();
    const { emulator: ksef, accessToken } = await startKsef(clock);
    const startMs = clock.now();
    const limiter = slidingWindowLimiter({ clock });
    const groups = Object.keys(demanded);
    const passed = demand({ clock, limiter, baseUrl: ksef.baseUrl, accessToken, context, groups, share: 3 });
    await clock.runUntil(startMs + hourMs - 1);
    for (const group of groups) {
      const { taken, refused, allowed } = counted(group, startMs);
      expect({ group, refused }).toEqual({ group, refused: 0 });
      expect({ group, used: taken / allowed >= 0.97 }).toEqual({ group, used: true });
      expect(inOrder(passed[group] ?? [])).toBe(true);
    }
  }, 120_000);
}

function inThreeProcesses({ start, connectModule }: DemandSubject): void {
  it('in three processes: no 429, at least 90 % of the allowance, in order, and fair', async () => {
    const server = await start();
    const clock = virtualClock();
    const { emulator: ksef, accessToken } = await startKsef(clock);
    const startMs = clock.now();
    const groups = [
      'invoiceSend',
      'sessionList',
      'sessionInvoiceList',
      'invoiceDownload',
      'getContextLimits',
    ];
    const settings = {
      url: server.url,
      connectModule: connectModule.href,
      startMs,
      baseUrl: ksef.baseUrl,
      accessToken,
      context,
      groups,
      share: 1,
    };
    const processes = await Promise.all(
      Array.from({ length: 3 }, () =>
        startProcess(new URL('limiter-process.mjs', import.meta.url), settings),
      ),
    );
    try {
      // Time goes on when no process has anything to do: to the moment when the first of them has.
      while (clock.now() < startMs + hourMs) {
        const next = await Promise.all(processes.map((one) => one.call<number | null>('leap', clock.now())));
        clock.leapTo(Math.min(startMs + hourMs, ...next.filter((at) => at !== null)));
      }
      const passed = await Promise.all(
        processes.map((one) => one.call<Record<string, number[]>>('passed', undefined)),
      );
      for (const group of groups) {
        const { taken, refused, allowed } = counted(group, startMs);
        expect({ group, refused }).toEqual({ group, refused: 0 });
        expect({ group, used: taken / allowed >= 0.9 }).toEqual({ group, used: true });
        for (const one of passed) {
          expect(inOrder(one[group] ?? [])).toBe(true);
          expect((one[group] ?? []).length / taken).toBeGreaterThan(0.25);
        }
      }
    } finally {
      await Promise.all(processes.map((one) => one.kill()));
      await server.close();
    }
  }, 180_000);
}
