import { inspect } from 'node:util';
import { afterEach, expect, it } from 'vitest';
import { json, type Server, safe, secret, setUp, startServer, unsafe } from '../support/server.js';

let server: Server;
afterEach(() => server.close());

it.each([
  [
    'problem details',
    {
      title: 'Bad',
      detail: `got Bearer ${secret}`,
      errors: [{ code: 1, description: secret, details: [secret] }],
      traceId: secret,
    },
  ],
  [
    'the older body',
    {
      exception: {
        serviceCode: secret,
        exceptionDetailList: [{ exceptionCode: 1, exceptionDescription: `x ${secret}` }],
      },
    },
  ],
  ['the older 429', { status: { description: secret, details: [`Authorization: Bearer ${secret}`] } }],
  [
    'what security says',
    { detail: 'no', reasonCode: secret, security: { header: [{ value: `Bearer ${secret}` }] } },
  ],
])('a server that repeats the token in %s does not get it into errors and events', async (_name, body) => {
  server = await startServer((_, response) =>
    json(response, 403, body, { 'x-system-warning': `[W1]: ${secret}`, 'x-trace-id': secret }),
  );
  const { api, events } = setUp(server.url);
  const error = await api.request(safe, { reference: 'r' }).catch((caught: unknown) => caught);
  const login = await api
    .request(unsafe, { body: {} }, { bearer: secret })
    .catch((caught: unknown) => caught);
  const seen = inspect([error, login, events], { depth: 20, showHidden: true });
  expect(seen).toContain('[redacted]');
  expect(seen).not.toContain(secret);
});

it('nor when it escapes the token as JSON allows', async () => {
  const escaped = [...secret]
    .map((letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
  server = await startServer((_, response) =>
    response.writeHead(400, { 'content-type': 'application/json' }).end(`{"detail":"${escaped}"}`),
  );
  const { api } = setUp(server.url);
  await expect(api.request(safe, { reference: 'r' })).rejects.toThrow(/: \[redacted\] \[HTTP 400\]$/);
});
