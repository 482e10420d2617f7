import { describeDemand } from '@ksef-tools/fleet-tests';
import { hasTools } from '@ksef-tools/testing';
import { startPostgres } from '@ksef-tools/testing/servers';
import { describe } from 'vitest';

describe.skipIf(!hasTools('postgres'))('over PostgreSQL', () => {
  describeDemand({ start: startPostgres, connectModule: new URL('support/connect.mjs', import.meta.url) });
});
