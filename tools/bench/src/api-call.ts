import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pathToFileURL } from 'node:url';
import * as current from '@ksef/api';
import { nodeFetch } from '@ksef/api/node';
import { customEnvironment } from '@ksef/core';
import { type Figure, median } from './figure.js';

const rounds = 11;
const calls = 1_000;

/**
 * CPU time of one call of an operation, beside the bare request below it; both ends are in this process. With
 * `KSEF_API_BEFORE=<dist/index.js of another build>` also beside that build.
 */
export async function benchApiCall(): Promise<readonly Figure[]> {
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () =>
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"publicKey":[]}'),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const environment = customEnvironment({ name: 'bench', apiUrl: `${origin}/v2`, qrUrl: origin });
  const url = `${environment.apiUrl}/security/public-key-certificates`;

  const before = process.env.KSEF_API_BEFORE;
  const other: typeof current | undefined = before && (await import(pathToFileURL(before).href));
  const caller = (library: typeof current) => {
    const api = library.createApi({ environment, fetch: nodeFetch });
    const operation = { ...library.operations.listPublicKeyCertificates };
    return () => api.request(operation, {});
  };
  const ways = {
    bare: async () => (await nodeFetch(url, {})).text(),
    current: caller(current),
    ...(other && { before: caller(other) }),
  };
  const times: Record<string, number[]> = {};
  for (let round = 0; round < rounds; round++) {
    for (const [name, call] of Object.entries(ways)) {
      const time = await cpuMicroseconds(call);
      // The first rounds warm up the compiler.
      if (round > 2) times[name] = [...(times[name] ?? []), time];
    }
  }
  server.closeAllConnections();
  server.close();
  const of = (name: string) => median(times[name] ?? []);
  const figure = (baseline: string, what: string, goal: string): Figure => ({
    what: 'CPU of one call, server included',
    measured: `${of('current').toFixed(0)} µs, ${(of('current') - of(baseline)).toFixed(0)} more,`,
    baseline: `${of(baseline).toFixed(0)} µs (${what})`,
    ratio: of('current') / of(baseline),
    goal,
  });
  return [
    figure('bare', 'bare nodeFetch', 'for comparison'),
    ...(other ? [figure('before', 'the other build', 'at most 250 µs more')] : []),
  ];
}

async function cpuMicroseconds(call: () => Promise<unknown>): Promise<number> {
  const start = process.cpuUsage();
  for (let count = 0; count < calls; count++) await call();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / calls;
}
