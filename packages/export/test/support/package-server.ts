import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Api, createApi } from '@ksef/api';
import { type Clock, customEnvironment, nip } from '@ksef/core';
import type { ExportAccess, ExportPackage } from '../../src/index.js';
import { hastyClock } from './ksef.js';
import type { MadePackage } from './packages.js';

export const reference = '20260201-EX-0000000001-0000000002-03';

/** What a request for a part meets; nothing or undefined: it is served as it should be. */
export type PartTrouble = (
  request: IncomingMessage,
  response: ServerResponse,
  bytes: Buffer,
  ordinalNumber: number,
  count: number,
) => unknown;

export interface PackageServer {
  readonly api: Api;
  readonly access: ExportAccess;
  /** Requests for parts, as `ordinal range`. */
  readonly requests: string[];
  readonly headers: IncomingMessage['headers'][];
  statusReads: number;
  change(found: ExportPackage): ExportPackage;
  close(): Promise<void>;
}

/** Storage and status of one export, with Range, and with whatever trouble a test wants. */
export async function servePackage(
  made: MadePackage,
  options: {
    readonly invoiceCount?: number;
    readonly trouble?: PartTrouble;
    readonly change?: (found: ExportPackage, statusReads: number) => ExportPackage;
    readonly clock?: Clock;
  } = {},
): Promise<PackageServer> {
  const counts = new Map<number, number>();
  const server = createServer((request, response) => {
    const [, ordinal] = /^\/parts\/(\d+)/.exec(request.url ?? '') ?? [];
    if (ordinal === undefined) {
      self.statusReads++;
      const found = made.describe(
        (one) => `${origin}/parts/${one}?sig=hidden-${self.statusReads}`,
        options.invoiceCount === undefined ? {} : { invoiceCount: options.invoiceCount },
      );
      const status = { code: 200, description: 'done' };
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ status, package: self.change(found) }));
      return;
    }
    const number = Number(ordinal);
    const bytes = made.encrypted[number - 1] ?? Buffer.alloc(0);
    const count = (counts.get(number) ?? 0) + 1;
    counts.set(number, count);
    const range = /^bytes=(\d+)-$/.exec(request.headers.range ?? '');
    self.requests.push(`${number} ${range?.[1] ?? 0}`);
    self.headers.push(request.headers);
    if (options.trouble?.(request, response, bytes, number, count)) return;
    if (range === null) {
      response.writeHead(200, { 'content-length': bytes.length }).end(bytes);
      return;
    }
    const from = Number(range[1]);
    response.writeHead(206, {
      'content-length': bytes.length - from,
      'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}`,
    });
    response.end(bytes.subarray(from));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const self: PackageServer = {
    api: createApi({
      environment: customEnvironment({ name: 'made', apiUrl: `${origin}/v2`, qrUrl: origin }),
      accessToken: () => 'secret-token',
      context: nip('5251230007'),
      clock: options.clock ?? hastyClock,
      timeoutMs: 5_000,
    }),
    access: { referenceNumber: reference, key: made.key, iv: made.iv },
    requests: [],
    headers: [],
    statusReads: 0,
    change: (found) => options.change?.(found, self.statusReads) ?? found,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return self;
}
