import { describeDemand } from '@ksef-tools/fleet-tests';
import { hasTools } from '@ksef-tools/testing';
import { startRedis } from '@ksef-tools/testing/servers';
import { describe } from 'vitest';

describeDemand();
describe.skipIf(!hasTools('redis-server'))('over Redis', () => {
  describeDemand({ start: startRedis, connectModule: new URL('support/connect.mjs', import.meta.url) });
});
