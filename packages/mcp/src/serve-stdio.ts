import type { Readable, Writable } from 'node:stream';
import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';

/** Options of {@link serveStdio}. */
export interface ServeStdioOptions {
  /** Default: that of the process. */
  readonly stdin?: Readable | undefined;
  /** Default: that of the process. Nothing else may write there. */
  readonly stdout?: Writable | undefined;
  /** Ends the server. */
  readonly signal?: AbortSignal | undefined;
  /** Called for messages that cannot be read. */
  readonly onError?: ((error: Error) => void) | undefined;
}

/**
 * Serves one client over stdin and stdout. Resolves when the client goes away, or the signal aborts.
 *
 * @example
 * ```ts
 * import { createMcpServer, serveStdio } from '@ksef/mcp';
 * import type { Ksef } from '@ksef/client';
 *
 * declare const ksef: Ksef;
 * await serveStdio(createMcpServer({ openKsef: () => ksef }));
 * ```
 */
export async function serveStdio(server: McpServer, options: ServeStdioOptions = {}): Promise<void> {
  const { stdin = process.stdin, stdout = process.stdout, signal, onError } = options;
  const transport = new StdioServerTransport(stdin, stdout);
  const closed = new Promise<void>((resolve) => {
    server.server.onclose = resolve;
  });
  if (onError !== undefined) server.server.onerror = onError;
  const close = () => void server.close();
  // The transport does not notice when the client has gone.
  stdin.once('end', close);
  stdin.once('close', close);
  signal?.addEventListener('abort', close, { once: true });
  try {
    await server.connect(transport);
    if (signal?.aborted) close();
    await closed;
  } finally {
    stdin.off('end', close);
    stdin.off('close', close);
    signal?.removeEventListener('abort', close);
  }
}
