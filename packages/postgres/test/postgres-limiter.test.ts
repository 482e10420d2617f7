import type { AdmissionRequest } from '@ksef/api';
import { contextIdentifier } from '@ksef/core';
import { describeLimiter } from '@ksef-tools/fleet-tests';
import { hasTools } from '@ksef-tools/testing';
import { startPostgres, type TestServer } from '@ksef-tools/testing/servers';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createLimiterTables,
  type PostgresLimiterOptions,
  type PostgresPool,
  postgresLimiter,
} from '../src/limiter.js';

describe('postgresLimiter', () => {
  it('refuses options that make no sense', () => {
    const pool = { query: async () => ({ rows: [], rowCount: 0 }) };
    const wrong = [{ processes: 0 }, { table: 'a b' }, { whenUnavailable: 'wait' }, { timeOf: 'redis' }];
    for (const options of wrong)
      expect(() => postgresLimiter(pool, options as PostgresLimiterOptions)).toThrow(/must be/);
    expect(() => postgresLimiter('postgres://localhost' as never)).toThrow(/pool must be/);
  });
});

describe.skipIf(!hasTools('postgres'))('on a PostgreSQL', () => {
  describeLimiter({
    async start() {
      const server = await startPostgres();
      const pool = new pg.Pool({ connectionString: server.url });
      // As when processes start together.
      await Promise.all(Array.from({ length: 4 }, () => createLimiterTables(pool)));
      await pool.end();
      return server;
    },
    async open(url, options) {
      const pool = new pg.Pool({ connectionString: url, max: 4 });
      pool.on('error', () => {});
      return { limiter: postgresLimiter(pool, options), close: () => pool.end() };
    },
    unavailable: (options) => postgresLimiter({ query: () => Promise.reject(new Error('down')) }, options),
  });

  describe('one process', () => {
    let server: TestServer;
    let pool: pg.Pool;
    beforeAll(async () => {
      server = await startPostgres();
      pool = new pg.Pool({ connectionString: server.url });
      pool.on('error', () => {});
    });
    afterAll(async () => {
      await pool.end();
      await server.close();
    });
    const request: AdmissionRequest = {
      environment: 'TEST',
      context: contextIdentifier('Nip', '5265877635'),
      group: 'invoiceSend',
      operation: 'sendOnlineInvoice',
      limits: { perMinute: 40 },
    };

    it('says which call creates what is missing', async () => {
      const limiter = postgresLimiter(pool);
      for (const call of [() => limiter.admit(request), () => limiter.forecastMs(request, 1)])
        await expect(call()).rejects.toMatchObject({
          code: 'TABLE_MISSING',
          message: expect.stringContaining('createLimiterTables(pool)'),
        });
    });

    it('has all requests that wait admitted by one statement, and no more than there is room for', async () => {
      await createLimiterTables(pool);
      let statements = 0;
      const counted: PostgresPool = {
        query: (sql, values) => {
          statements++;
          return pool.query(sql, values);
        },
      };
      const limiter = postgresLimiter(counted);
      const controller = new AbortController();
      let admitted = 0;
      const asked = Array.from({ length: 60 }, () =>
        limiter.admit(request, { signal: controller.signal }).then(() => admitted++),
      );
      await Promise.all(asked.slice(0, 40));
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(admitted).toBe(40);
      // One for all that there is room for, one for the first that has to wait.
      expect(statements).toBe(2);
      controller.abort();
      await Promise.allSettled(asked);
      const { rows } = await pool.query('SELECT count(*) FROM ksef_limits_admissions');
      expect(rows).toEqual([{ count: '40' }]);
    });
  });
});
