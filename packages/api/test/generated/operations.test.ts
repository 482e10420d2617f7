import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import * as generated from '../../src/generated/index.js';
import type { CallOptions, Operation, OperationInput, OperationRunner } from '../../src/operation.js';

interface Call {
  readonly operation: Operation;
  readonly input: OperationInput;
  readonly options: CallOptions | undefined;
}

/** Takes down what a generated function asks for; the transport has tests of its own. */
function recorder(): { readonly api: OperationRunner; readonly calls: Call[] } {
  const calls: Call[] = [];
  const api: OperationRunner = {
    request<T>(operation: Operation, input: OperationInput, options?: CallOptions): Promise<T> {
      calls.push({ operation, input, options });
      return Promise.resolve('answer' as T);
    },
  };
  return { api, calls };
}

type AnyFunction = (api: OperationRunner, input?: OperationInput, options?: CallOptions) => Promise<unknown>;

const { operations } = generated;
const all: readonly Operation[] = Object.values(operations);
const functionNamed = (id: string) => (generated as unknown as Record<string, AnyFunction | undefined>)[id];

describe('every operation', () => {
  it('is in the table under its own id', () => {
    expect(all).toHaveLength(83);
    expect(all.map((operation) => operation.id)).toEqual(Object.keys(operations));
  });

  it.each(all.map((operation) => operation.id))(
    '%s hands its input and options to the API as they are',
    async (id) => {
      const { api, calls } = recorder();
      const input = { referenceNumber: 'r' };
      const options = { timeoutMs: 5 };

      await expect(functionNamed(id)?.(api, input, options)).resolves.toBe('answer');
      expect(calls).toHaveLength(1);
      expect(calls[0]?.operation.id).toBe(id);
      expect(calls[0]?.input).toBe(input);
      expect(calls[0]?.options).toBe(options);
    },
  );

  it('has no field that is both in the path and elsewhere', () => {
    for (const { path, query = [], headers = {} } of all) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
      const fields = [...inPath, ...query, ...Object.keys(headers)];
      expect(new Set(fields).size, path).toBe(fields.length);
      expect(fields).not.toContain('body');
    }
  });

  it('has a body only where the method allows one', () => {
    for (const { method, body } of all)
      if (method === 'GET' || method === 'DELETE') expect(body).toBeUndefined();
  });
});

describe('the generated functions', () => {
  it('take no input where none is needed', async () => {
    const { api, calls } = recorder();
    await generated.requestAuthChallenge(api);
    await generated.listAuthSessions(api);
    expect(calls.map(({ input }) => input)).toEqual([{}, {}]);
  });

  it('send continuation tokens and features as headers', () => {
    expect(operations.listSessionInvoices.headers).toEqual({ continuationToken: 'x-continuation-token' });
    expect(operations.openOnlineSession.headers).toEqual({ feature: 'X-KSeF-Feature' });
  });

  it('expect bytes of receipts and invoices, and nothing of a closed session', () => {
    const bytes = all.filter((operation) => operation.response === 'bytes').map((operation) => operation.id);
    expect(bytes.sort()).toEqual([
      'getInvoice',
      'getInvoiceUpoByKsefNumber',
      'getInvoiceUpoByReference',
      'getSessionUpo',
    ]);
    expect(operations.closeOnlineSession.response).toBe('none');
  });

  it('need a token to ask for the tokens of a login, and none to start it', () => {
    expect(operations.redeemAuthTokens.bearer).toBe(true);
    expect(operations.authenticateWithKsefToken.bearer).toBe(false);
  });

  it('leave all other operations out of a bundle that uses one', async () => {
    const result = await build({
      stdin: {
        contents: "import { getRateLimits } from './index.ts'; globalThis.used = getRateLimits;",
        resolveDir: new URL('../../src/generated', import.meta.url).pathname,
        loader: 'ts',
      },
      bundle: true,
      write: false,
      format: 'esm',
    });
    const text = result.outputFiles[0]?.text ?? '';
    expect(text).toContain('/rate-limits');
    expect(text).not.toContain('/sessions');
    expect(text.length).toBeLessThan(1000);
  });
});
