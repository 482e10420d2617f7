import { createApi } from '@ksef/api';
import { environments } from '@ksef/core';
import { expect, it } from 'vitest';
import { listSessions, revokeCurrentSession, revokeSession } from '../src/index.js';

const api = createApi({ environment: environments.test });

it.each<[string, (options: never) => Promise<unknown>]>([
  ['listSessions', (options) => listSessions(api, options).next()],
  ['revokeSession', (options) => revokeSession(api, '20250625-AU-2C3E6C8000-B675CF5D68-07', options)],
  ['revokeCurrentSession', (options) => revokeCurrentSession(api, options)],
])('%s refuses unknown options before the network', async (_name, call) => {
  await expect(call({ timeout: 5 } as never)).rejects.toMatchObject({
    code: 'INVALID_OPTION',
    message: expect.stringContaining('Did you mean "timeoutMs"'),
  });
});
