import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Emulator, startEmulator } from '@ksef/emulator';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { examples, newFolder, program, runKsef } from './support/run-ksef.js';

describe('ksef mcp', { timeout: 120_000 }, () => {
  const home = newFolder();
  let emulator: Emulator;
  let env: Record<string, string>;

  beforeAll(async () => {
    emulator = await startEmulator();
    env = { KSEF_HOME: home, KSEF_ENV: 'emulator', KSEF_EMULATOR: emulator.qrUrl, KSEF_NIP: '5251230007' };
  });
  afterAll(() => emulator.close());

  /** The SDK's client over a process of the program. */
  async function start(args: readonly string[], variables: Readonly<Record<string, string>> = env) {
    const asked: string[] = [];
    const client = new Client({ name: 'test', version: '1' }, { capabilities: { elicitation: {} } });
    client.setRequestHandler(ElicitRequestSchema, ({ params }) => {
      asked.push(params.message);
      return { action: 'accept', content: { send: true } };
    });
    const transport = new StdioClientTransport({
      command: process.execPath,
      args: [program, 'mcp', ...args],
      env: { PATH: process.env.PATH ?? '', HOME: newFolder(), LANG: 'C', KSEF_KEYCHAIN: 'off', ...variables },
      stderr: 'pipe',
    });
    let stderr = '';
    transport.stderr?.on('data', (chunk) => {
      stderr += chunk;
    });
    await client.connect(transport);
    const call = async (name: string, input: Record<string, unknown> = {}) => {
      const { content, isError } = await client.callTool({ name, arguments: input });
      const [{ text = '' } = {}, ...links] = content as readonly { text?: string; uri?: string }[];
      const [, json = '{}'] = /\n--- data \w+ ---\n(.*)\n/.exec(text) ?? [];
      return { isError, text, links, data: JSON.parse(json) as Record<string, unknown> };
    };
    return { client, asked, call, stderr: () => stderr };
  }

  it('serves an assistant from the profile, and is read-only', async () => {
    const { client, call } = await start([]);
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toContain('list_invoices');
    expect(tools.map(({ name }) => name)).not.toContain('send_invoice');
    expect((await call('show_permissions')).data).toMatchObject({ context: { value: '5251230007' } });
    await client.close();
  });

  it('sends with --allow-send after a confirmation, and writes documents into --out', async () => {
    const folder = join(mkdtempSync(join(tmpdir(), 'ksef-mcp-')), 'out');
    const { client, call, asked } = await start(['--allow-send', '--out', folder]);
    const xml = readFileSync(join(examples, '1-vat.xml'), 'utf8');
    const { data } = await call('validate_invoice', { xml });
    const sent = await call('send_invoice', { draft: data.draft });
    expect(sent.data).toMatchObject({ status: 'accepted' });
    expect(asked).toHaveLength(1);
    const pdf = await call('render_invoice', { ksefNumber: sent.data.ksefNumber });
    const file = fileURLToPath(pdf.links[0]?.uri ?? '');
    expect(readFileSync(file).subarray(0, 5).toString()).toBe('%PDF-');
    expect(file.startsWith(folder)).toBe(true);
    await client.close();
  });

  it('says in its answers what is wrong with the login, and gives no secret away', async () => {
    const strict = await startEmulator({ strict: true });
    try {
      const secret = '20260101-EC-1111111111-2222222222-33|nip-5251230007|abcdef0123456789';
      const variables = { ...env, KSEF_EMULATOR: strict.qrUrl, KSEF_TOKEN: secret };
      const { client, call, stderr } = await start(['--verbose'], variables);
      const { isError, text, data } = await call('list_invoices');
      expect([isError, data.code]).toEqual([true, 'LOGIN_FAILED']);
      expect(text + stderr()).not.toContain('abcdef0123456789');
      await client.close();
      const without = await start([], { KSEF_HOME: newFolder() });
      expect((await without.call('list_invoices')).data).toMatchObject({ code: 'NO_PROFILE' });
      expect((await without.call('explain_status', { code: 440 })).isError).toBeFalsy();
      await without.client.close();
    } finally {
      await strict.close();
    }
  });

  it('ends when its client goes away, with nothing on stdout but the protocol', async () => {
    const { code, stdout } = await runKsef(['mcp'], { env, stdin: '' });
    expect([code, stdout]).toEqual([0, '']);
    const hello = {
      jsonrpc: '2.0',
      id: 1,
      method: 'initialize',
      params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'test', version: '1' } },
    };
    const spoken = await runKsef(['mcp', '--token', 'x|y'], { env, stdin: `${JSON.stringify(hello)}\n` });
    for (const line of spoken.stdout.trim().split('\n').filter(Boolean))
      expect(JSON.parse(line)).toMatchObject({ jsonrpc: '2.0' });
  });
});
