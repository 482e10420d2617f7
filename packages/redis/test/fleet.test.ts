import { describeFleet } from '@ksef-tools/fleet-tests';
import { hasTools } from '@ksef-tools/testing';
import { startRedis } from '@ksef-tools/testing/servers';
import { describe } from 'vitest';

describe.skipIf(!hasTools('redis-server'))('redisTokens', () => {
  describeFleet({ start: startRedis, connectModule: new URL('support/connect.mjs', import.meta.url) });
});
