import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Emulator, startEmulator } from '../../src/start-emulator.js';

let emulator: Emulator;
let host: string;
beforeAll(async () => {
  emulator = await startEmulator({ allowedHosts: ['ksef.test'] });
  host = new URL(emulator.baseUrl).host;
});
afterAll(() => emulator.close());

/** As browsers send it, too: `fetch` of Node lets nobody set Host. */
function send(method: string, path: string, headers: Record<string, string>, body?: string) {
  return new Promise<{ status: number; text: string }>((resolve, reject) => {
    const { hostname, port } = new URL(emulator.baseUrl);
    const sent = request({ hostname, port, method, path, headers: { host, ...headers } }, (response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

const json = { 'content-type': 'application/json' };
const port = () => new URL(emulator.baseUrl).port;
const moveClock = (headers: Record<string, string>) =>
  send('POST', '/_emulator/clock', { ...json, ...headers }, '{"advanceMs":60000}');

describe('the control side', () => {
  it.each(['evil.example', 'evil.example:8080', 'localhost.evil.example', '127.0.0.1.evil.example', 'ksef'])(
    'does not answer under the host name %s (DNS rebinding)',
    async (name) => {
      for (const path of ['/_emulator/state', '/_emulator/events', '/_emulator', '/%5Femulator/state']) {
        const { status, text } = await send('GET', path, { host: name });
        expect([path, status]).toEqual([path, 403]);
        expect(text).toContain('--allowed-host');
      }
      const before = emulator.control.state().clockOffsetMs;
      expect((await moveClock({ host: name, origin: `http://${name}` })).status).toBe(403);
      expect(emulator.control.state().clockOffsetMs).toBe(before);
    },
  );

  it('answers under addresses, names of this machine and configured ones', async () => {
    const names = [
      '127.0.0.1',
      'localhost',
      'LOCALHOST',
      '[::1]',
      'ksef.localhost',
      '192.0.2.7',
      'ksef.test',
    ];
    for (const name of names) {
      const { status } = await send('GET', '/_emulator/health', { host: `${name}:${port()}` });
      expect([name, status]).toEqual([name, 200]);
    }
  });

  it.each([
    { origin: 'http://evil.example' },
    { origin: 'null' },
    { origin: 'http://127.0.0.1:1' },
    { origin: 'https://localhost' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'cors' },
    { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' },
  ])('takes nothing of another origin: %j (CSRF)', async (headers) => {
    const before = emulator.control.state().clockOffsetMs;
    expect((await moveClock(headers as Record<string, string>)).status).toBe(403);
    expect((await send('POST', '/_emulator/reset', headers as Record<string, string>)).status).toBe(403);
    expect((await send('POST', '/_emulator/stop', headers as Record<string, string>)).status).toBe(403);
    expect(emulator.control.state().clockOffsetMs).toBe(before);
  });

  it('shows nothing to scripts and pictures of other origins', async () => {
    const headers = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' };
    expect((await send('GET', '/_emulator/state', headers)).status).toBe(403);
    expect((await send('OPTIONS', '/_emulator/clock', { origin: 'http://evil.example' })).status).toBe(404);
  });

  it('takes requests of its own page, and of programs', async () => {
    const before = emulator.control.state().clockOffsetMs;
    const own = { origin: `http://${host}`, 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors' };
    expect((await moveClock(own)).status).toBe(200);
    expect((await moveClock({})).status).toBe(200);
    expect(emulator.control.state().clockOffsetMs).toBe(before + 120_000);
  });

  it('takes bodies as JSON only, which forms cannot send', async () => {
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data',
      'text/json',
    ]) {
      const headers = { 'content-type': type };
      expect((await send('POST', '/_emulator/clock', headers, '{"advanceMs":1}')).status).toBe(415);
      expect((await send('POST', '/_emulator/reset', headers)).status).toBe(415);
    }
  });
});

it('the API itself and the links of codes answer under any name, to anybody', async () => {
  for (const headers of [{ host: 'ksef.company.example' }, { origin: 'http://app.example' }]) {
    const sent = headers as Record<string, string>;
    expect((await send('POST', '/v2/auth/challenge', sent)).status).toBe(200);
    expect((await send('GET', '/v2/security/public-key-certificates', sent)).status).toBe(200);
    const hash = Buffer.alloc(32, 7).toString('base64url');
    expect((await send('GET', `/invoice/5265877635/01-01-2026/${hash}`, sent)).status).toBe(200);
  }
});
