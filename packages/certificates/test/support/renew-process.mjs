// Renews a certificate that is due, with a lock in Redis, and says which requests have been answered. Runs what was built.
import { createKsef } from '@ksef/client';
import { redisLock } from '@ksef/redis/lock';
import { Redis } from 'ioredis';
import { certificateSigner, renewCertificate } from '../../dist/index.js';

const { environment, context, stored, redisUrl } = JSON.parse(process.env.KSEF_TEST_RUN ?? '');
const redis = new Redis(redisUrl);
const ksef = createKsef({
  environment,
  context,
  credentials: { signer: certificateSigner(stored) },
  rateLimiter: false,
  onEvent: (event) => {
    if (event.type === 'response') console.log(event.operation);
  },
});
const { serialNumber } = await renewCertificate(
  ksef.api,
  { ...stored, renewBeforeMs: 10_000 * 86_400_000 },
  { lock: redisLock(redis, { lockTtlMs: 2_000 }) },
);
console.log(`done ${serialNumber}`);
redis.disconnect();
