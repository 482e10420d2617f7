import { redisScript } from '../commands/redis-script.js';
import { forgetLater, nextFence } from '../lock/scripts.js';

// In the hash of the lock: `tokens` (JSON), and `saved`, the fence under which they were saved.

/** Saves tokens: 1, or 0 when newer ones are there. Arguments: tokens, fence or nothing, when to forget them. */
export const saveTokens = redisScript(`${nextFence}
local fence = ARGV[2]
if fence == '' then
  fence = nextFence()
elseif tonumber(fence) < tonumber(redis.call('HGET', KEYS[1], 'saved') or '0') then
  return 0
end
redis.call('HSET', KEYS[1], 'tokens', ARGV[1], 'saved', fence)
redis.call('PEXPIREAT', KEYS[1], ARGV[3])
return 1
`);

/** Forgets tokens, and outdates any process that is obtaining new ones now. */
export const removeTokens = redisScript(`${nextFence}
redis.call('HSET', KEYS[1], 'saved', nextFence())
redis.call('HDEL', KEYS[1], 'tokens')
${forgetLater}
return 1
`);
