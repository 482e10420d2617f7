import { contextIdentifier } from '@ksef/core';
import { type Emulator, startEmulator } from '@ksef/emulator';
import type { TokenLock, TokenProviderOptions, TokenStore } from '@ksef/token-provider';
import type { TestServer } from '@ksef-tools/testing/servers';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeProvider } from './make-provider.mjs';
import { startProcess, type WorkerProcess } from './worker-process.js';

/** What is connected to the server that processes share. */
export interface ConnectedTokens {
  readonly store: TokenStore;
  readonly lock: TokenLock;
  close(): Promise<void>;
}

/** A store and a lock on a server, and how a process connects to it. */
export interface FleetSubject {
  start(): Promise<TestServer>;
  /** Module whose `connect(url, { lockTtlMs })` gives {@link ConnectedTokens}. */
  readonly connectModule: URL;
}

interface Connector {
  connect(url: string, options: { readonly lockTtlMs?: number }): Promise<ConnectedTokens>;
}

const quarterMs = 900_000;

/** Registers the tests of a fleet: one login and one refresh a context, whatever happens to processes and server. */
export function describeFleet({ start, connectModule }: FleetSubject): void {
  let server: TestServer;
  let emulator: Emulator;
  const processes: WorkerProcess[] = [];
  const connections: ConnectedTokens[] = [];

  beforeAll(async () => {
    server = await start();
  });
  afterAll(() => server?.close());
  beforeEach(async () => {
    emulator = await startEmulator();
  });
  afterEach(async () => {
    await Promise.all(processes.splice(0).map((one) => one.kill()));
    await Promise.all(connections.splice(0).map((one) => one.close()));
    await emulator.close();
  });

  let lastNip = 1_111_111_111;
  const newNips = (count: number) => Array.from({ length: count }, () => nextNip());
  function nextNip(): string {
    do lastNip++;
    while (!/^[1-9](?:\d[1-9]|[1-9]\d)\d{7}$/.test(String(lastNip)));
    return String(lastNip);
  }
  const worker = async (lockTtlMs = 60_000) => {
    const settings = {
      connectModule: connectModule.href,
      url: server.url,
      baseUrl: emulator.baseUrl,
      lockTtlMs,
    };
    const one = await startProcess(new URL('worker.mjs', import.meta.url), settings);
    processes.push(one);
    return one;
  };
  const here = async (more: Pick<TokenProviderOptions, 'whenLockFails'> = {}, lockTtlMs = 10_000) => {
    const { connect } = (await import(connectModule.href)) as Connector;
    const tokens = await connect(server.url, { lockTtlMs });
    connections.push(tokens);
    const { store, lock } = tokens;
    return { ...makeProvider(emulator.baseUrl, { store, lock, storeTimeoutMs: 3_000, ...more }), ...tokens };
  };
  const requests = (path: string) =>
    emulator.control.events('request').filter((event) => event.path === path && event.status === 200).length;
  const logins = () => requests('/auth/token/redeem');
  const refreshes = () => requests('/auth/token/refresh');

  describe('a fleet', () => {
    it('of 4 processes with 100 callers each logs in 50 times for 50 contexts, and refreshes each once', async () => {
      const nips = newNips(50);
      const all = await Promise.all(Array.from({ length: 4 }, () => worker()));
      const seen = await Promise.all(
        all.map((one) => one.call<Record<string, string[]>>('ask', { nips, callers: 100 })),
      );
      for (const nip of nips) expect(new Set(seen.flatMap((one) => one[nip] ?? [])).size).toBe(1);
      expect({ logins: logins(), refreshes: refreshes() }).toEqual({ logins: 50, refreshes: 0 });

      emulator.control.advanceClock(quarterMs);
      const asked = await Promise.all(
        all.map((one) =>
          one.call<{ asked: number }>('askWhile', { nips, callers: 100, advanceMs: quarterMs }),
        ),
      );
      expect(Math.min(...asked.map((one) => one.asked))).toBeGreaterThan(1_000);
      expect({ logins: logins(), refreshes: refreshes() }).toEqual({ logins: 50, refreshes: 50 });

      // A process that starts later finds everything there.
      const late = await worker();
      await late.call('ask', { nips, callers: 1 }).catch(() => {});
      expect(logins()).toBe(50);
    }, 90_000);

    it('waits for a holder that was killed no longer than its lock lasts', async () => {
      const lockTtlMs = 1_500;
      const [nip] = newNips(1) as [string];
      const context = contextIdentifier('Nip', nip);
      const victim = await worker(lockTtlMs);
      emulator.control.setAuthDelay(600_000);
      void victim.call('ask', { nips: [nip], callers: 5 }).catch(() => {});
      await until(() => requests('/auth/ksef-token') + accepted() > 0);
      await victim.kill();
      emulator.control.setAuthDelay(0);
      const { lock, provider } = await here({}, lockTtlMs);
      const killed = performance.now();
      await lock.withLock(`emulator/Nip:${nip}`, async () => {});
      // Much more than it takes, for a crowded machine: a lock that nobody gives back would last forever.
      expect(performance.now() - killed).toBeLessThan(lockTtlMs + 10_000);
      await provider.getToken(context);
      expect(logins()).toBe(1);
    });

    it('goes on from memory while the server is gone; new logins fail by name, or happen in each process', async () => {
      const contexts = newNips(6).map((nip) => contextIdentifier('Nip', nip));
      const [warm, cold] = [contexts.slice(0, 3), contexts.slice(3)] as const;
      const strict = await here({ whenLockFails: 'fail' });
      const lenient = await Promise.all([here(), here()]);
      for (const context of warm) {
        for (const { provider } of [strict, ...lenient]) await provider.getToken(context);
      }
      expect(logins()).toBe(3);
      await server.stop();
      try {
        for (const context of warm) expect(await strict.provider.getToken(context)).toMatch(/\./);
        await expect(strict.provider.getToken(cold[0] ?? nextNipContext())).rejects.toMatchObject({
          code: 'LOCK_FAILED',
        });
        expect(logins()).toBe(3);
        await Promise.all(
          lenient.flatMap(({ provider }) => cold.map((context) => provider.getToken(context))),
        );
        expect(logins()).toBe(9);
      } finally {
        await server.start();
      }
      // Back: nobody logs in again, and when tokens end, one process renews for all.
      const fleet = [strict, ...lenient];
      for (const one of fleet) await until(() => isBack(one));
      await Promise.all(fleet.flatMap(({ provider }) => warm.map((context) => provider.getToken(context))));
      await Promise.all(lenient.flatMap(({ provider }) => cold.map((context) => provider.getToken(context))));
      expect({ logins: logins(), refreshes: refreshes() }).toEqual({ logins: 9, refreshes: 0 });
      emulator.control.advanceClock(quarterMs);
      for (const { advance } of fleet) advance(quarterMs);
      await Promise.all(
        fleet.flatMap(({ provider }) =>
          Array.from({ length: 20 }, () => contexts.map((context) => provider.getToken(context))).flat(),
        ),
      );
      // A server that lost its memory may ask the one process first that has nothing to refresh by.
      expect(logins() - 9 + refreshes()).toBe(6);
    }, 90_000);
  });

  function accepted(): number {
    return emulator.control.events('request').filter((event) => event.path === '/auth/ksef-token').length;
  }
  function nextNipContext() {
    return contextIdentifier('Nip', nextNip());
  }
  async function isBack({ store }: ConnectedTokens): Promise<boolean> {
    return store.load('nothing').then(
      () => true,
      () => false,
    );
  }
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 20_000; !(await condition()); ) {
    if (Date.now() > end) throw new Error('It did not come true within 20 s.');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
