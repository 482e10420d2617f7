import {
  tokenFenceConformance,
  tokenLockConformance,
  tokenStoreConformance,
} from '@ksef/token-provider/conformance';
import { hasTools } from '@ksef-tools/testing';
import { startPostgres, type TestServer } from '@ksef-tools/testing/servers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTokensTable, type PostgresTokensOptions, postgresTokens } from '../src/tokens.js';
import { connect } from './support/connect.mjs';

const sealingKeys = [{ id: 'k1', key: new Uint8Array(32).fill(7) }];
const tokens = (name: string) => ({
  accessToken: { token: `access-${name}`, validUntil: '2099-01-01T00:15:00Z' },
});

describe('postgresTokens', () => {
  it('refuses options that make no sense', () => {
    const pool = { query: async () => ({ rows: [], rowCount: 0 }) };
    const wrong = [{ lockTtlMs: 5 }, { timeoutMs: 0 }, { table: 'a; DROP TABLE b' }, { sealingKeys: [] }];
    for (const options of wrong) {
      expect(() => postgresTokens(pool, options)).toThrow(/must be|Sealing keys/);
    }
    expect(() => postgresTokens('postgres://localhost' as never)).toThrow(/pool must be/);
  });

  it('waits no longer than allowed, ends with the signal, and shows nothing that was sent', async () => {
    const { store } = postgresTokens({ query: () => new Promise(() => {}) }, { timeoutMs: 20 });
    await expect(store.load('k')).rejects.toMatchObject({ code: 'POSTGRES_TIMEOUT' });
    const controller = new AbortController();
    const left = store.save('k', tokens('a'), { signal: controller.signal });
    controller.abort(new Error('left'));
    await expect(left).rejects.toThrow('left');
    const broken = postgresTokens({
      query: (_sql, values) => Promise.reject(Object.assign(new Error(`bad ${values}`), { code: '22P02' })),
    });
    const error = (await broken.store
      .save('k', tokens('secret'))
      .catch((reason: unknown) => reason)) as Error;
    expect(error).toMatchObject({ code: 'POSTGRES_FAILED', message: expect.stringContaining('22P02') });
    expect(error.message).not.toContain('secret');
  });
});

describe.skipIf(!hasTools('postgres'))('on a PostgreSQL', () => {
  let server: TestServer;
  const closers: (() => Promise<void>)[] = [];
  const handle = async (options?: PostgresTokensOptions) => {
    const connected = await connect(server.url, { timeoutMs: 20_000, ...options });
    closers.push(connected.close);
    return connected;
  };
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(async () => {
    await Promise.all(closers.map((close) => close()));
    await server?.close();
  });

  tokenStoreConformance({ create: async () => (await handle()).store }, { it });
  tokenLockConformance({ create: async () => (await handle()).lock }, { it });
  tokenFenceConformance({ create: () => handle() }, { it });
  describe('sealed', () => {
    tokenStoreConformance({ create: async () => (await handle({ sealingKeys })).store }, { it });
    tokenFenceConformance({ create: () => handle({ sealingKeys }) }, { it });

    it('keeps no token in clear', async () => {
      const { store, pool } = await handle({ sealingKeys });
      await store.save('TEST/Nip:1', tokens('secret'));
      const kept = JSON.stringify((await pool.query('SELECT * FROM ksef_tokens')).rows);
      expect(kept).toContain('sealed1.k1.');
      expect(kept).not.toContain('access-secret');
    });
  });

  it('says what makes the table where there is none', async () => {
    const { pool } = await handle();
    await expect(postgresTokens(pool, { table: 'not_there' }).store.load('k')).rejects.toMatchObject({
      code: 'TABLE_MISSING',
      message: expect.stringContaining('createTokensTable'),
    });
  });

  it('makes its table in another schema, by several processes at once', async () => {
    const { pool } = await handle();
    await pool.query('CREATE SCHEMA shared');
    const table = 'shared.tokens_of_ksef';
    await Promise.all(Array.from({ length: 8 }, () => createTokensTable(pool, { table })));
    const { store } = await handle({ table });
    await store.save('k', tokens('a'));
    expect(await store.load('k')).toEqual(tokens('a'));
    expect((await pool.query(`SELECT key FROM ${table}`)).rows).toEqual([{ key: 'k' }]);
  });

  it('prolongs a lock that is held for longer than it lasts, and frees one that is not prolonged', async () => {
    // A crowded machine may stall for seconds.
    const [one, other] = [await handle({ lockTtlMs: 4_000 }), await handle({ lockTtlMs: 4_000 })];
    const order: string[] = [];
    const long = one.lock.withLock('long', async (signal) => {
      await new Promise((resolve) => setTimeout(resolve, 9_000));
      order.push(`long, ${signal.aborted ? 'lost' : 'held'}`);
    });
    await new Promise((resolve) => setTimeout(resolve, 50));
    await Promise.all([long, other.lock.withLock('long', async () => void order.push('next'))]);
    expect(order).toEqual(['long, held', 'next']);
  });

  it('aborts the signal of a holder whose lock was taken away', async () => {
    const { lock, pool } = await handle({ lockTtlMs: 1_000 });
    const reason = await lock.withLock('stolen', async (signal) => {
      await pool.query(`UPDATE ksef_tokens SET lock_owner = 'somebody else' WHERE key = 'stolen'`);
      if (!signal.aborted) {
        await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
      }
      return signal.reason as unknown;
    });
    expect(reason).toMatchObject({ code: 'LOCK_LOST' });
  });
});
