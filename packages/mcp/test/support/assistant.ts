import { createKsef, type Ksef } from '@ksef/client';
import { type Clock, nip, systemClock } from '@ksef/core';
import { type Emulator, makeTestToken } from '@ksef/emulator';
import { createMcpServer, type McpServerOptions } from '@ksef/mcp';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import type { ElicitResult } from '@modelcontextprotocol/sdk/types.js';
import { ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js';

export const company = '5265877635';
export const buyer = '7352765225';

/** Waits at most 20 ms at a time. */
const hasty: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) => systemClock.sleep(Math.min(ms, 20), signal),
};

/** A client of the company at an emulator. */
export function ksefAt(emulator: Emulator, ksefToken: string = makeTestToken(nip(company))): Ksef {
  const { environment } = emulator;
  return createKsef({
    environment,
    credentials: { ksefToken },
    context: nip(company),
    clock: hasty,
    rateLimiter: false,
  });
}

/** What an assistant got. */
export interface Given {
  readonly isError: boolean;
  readonly text: string;
  /** The sentence above the data. */
  readonly about: string;
  /** The JSON between the lines. */
  readonly data: Readonly<Record<string, unknown>>;
  readonly links: readonly { readonly uri: string; readonly name: string }[];
}

/** The side of the assistant: the SDK's own client. */
export interface Assistant {
  readonly client: Client;
  /** What the user was asked. */
  readonly questions: string[];
  call(name: string, input?: Record<string, unknown>): Promise<Given>;
}

/** Connects a client to a server. Without `answer`, the client cannot ask its user. */
export async function connect(
  options: McpServerOptions,
  answer?: () => ElicitResult | Promise<ElicitResult>,
): Promise<Assistant> {
  const capabilities = answer === undefined ? {} : { elicitation: {} };
  const client = new Client({ name: 'test', version: '1' }, { capabilities });
  const questions: string[] = [];
  if (answer !== undefined)
    client.setRequestHandler(ElicitRequestSchema, ({ params }) => {
      questions.push(params.message);
      return answer();
    });
  const [one, other] = InMemoryTransport.createLinkedPair();
  await Promise.all([createMcpServer(options).connect(other), client.connect(one)]);
  return { client, questions, call: (name, input = {}) => call(client, name, input) };
}

/** Calls a tool, and takes its answer apart. */
export async function call(
  client: Client,
  name: string,
  input: Record<string, unknown> = {},
): Promise<Given> {
  const { content, isError } = (await client.callTool({ name, arguments: input })) as {
    readonly content: readonly {
      readonly type: string;
      readonly text?: string;
      readonly uri?: string;
      readonly name?: string;
    }[];
    readonly isError?: boolean;
  };
  const text = content[0]?.text ?? '';
  const [, about = text, mark = '', json = '{}'] =
    /^([\s\S]*?)\nThe JSON between[^\n]*\n--- (data [0-9a-f]{16}) ---\n(.*)\n--- end of \2 ---$/.exec(text) ??
    [];
  const links = content
    .filter(({ type }) => type === 'resource_link')
    .map(({ uri = '', name: of = '' }) => ({ uri, name: of }));
  return {
    isError: isError === true,
    text,
    about: mark === '' ? text : about,
    data: JSON.parse(json),
    links,
  };
}

/** Data of an invoice of the company. */
export function invoiceData(change: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    number: 'FV 1/2026',
    issueDate: new Date().toISOString().slice(0, 10),
    seller: { nip: company, name: 'Sklep sp. z o.o.', address: 'ul. Prosta 1, 00-001 Warszawa' },
    buyer: { nip: buyer, name: 'Klient S.A.', address: 'ul. Polna 2, 30-002 Kraków' },
    lines: [{ name: 'Rower', quantity: 2, unit: 'szt.', netPrice: '1000.00', rate: '23' }],
    ...change,
  };
}
