import { PassThrough } from 'node:stream';
import { type Emulator, startEmulator } from '@ksef/emulator';
import { createMcpServer, serveStdio } from '@ksef/mcp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ksefAt } from './support/assistant.js';

const hello = {
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'test', version: '1' } },
};

describe('over stdin and stdout', { timeout: 60_000 }, () => {
  let emulator: Emulator;

  beforeAll(async () => {
    emulator = await startEmulator();
  });
  afterAll(() => emulator.close());

  function serve(signal?: AbortSignal) {
    const stdin = new PassThrough();
    const stdout = new PassThrough();
    const errors: Error[] = [];
    const server = createMcpServer({ openKsef: () => ksefAt(emulator) });
    const ended = serveStdio(server, { stdin, stdout, signal, onError: (error) => errors.push(error) });
    const answer = async () => {
      for (;;) {
        const chunk = stdout.read() as Buffer | null;
        if (chunk !== null) return JSON.parse(chunk.toString()) as Record<string, unknown>;
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    };
    return { stdin, ended, errors, answer };
  }

  it('answers, and ends when the client goes away', async () => {
    const { stdin, ended, answer } = serve();
    stdin.write(`${JSON.stringify(hello)}\n`);
    expect(await answer()).toMatchObject({ id: 1, result: { serverInfo: { name: 'ksef' } } });
    stdin.end();
    await ended;
  });

  it('reads on after a line that is no message, and reports it', async () => {
    const { stdin, ended, errors, answer } = serve();
    stdin.write('no JSON\n{"jsonrpc":"2.0"}\n');
    stdin.write(`${JSON.stringify(hello)}\n`);
    expect(await answer()).toMatchObject({ id: 1 });
    expect(errors).toHaveLength(2);
    stdin.end();
    await ended;
  });

  it('ends when a message is endless, or the signal aborts', async () => {
    const endless = serve();
    for (let count = 0; count < 12; count++) endless.stdin.write('x'.repeat(1024 * 1024));
    await endless.ended;
    const stop = new AbortController();
    const { ended } = serve(stop.signal);
    stop.abort();
    await ended;
    await serve(AbortSignal.abort()).ended;
  });
});
