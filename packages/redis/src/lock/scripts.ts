import { redisScript } from '../commands/redis-script.js';

// One hash a key. Of the lock it holds `owner`, `until` (milliseconds since 1970 by Redis's clock), `ttl`, and `fence`,
// the last one given out; of a store of tokens beside it `tokens` and `saved`.

/**
 * Fences are microseconds of Redis's clock, and at least one more than the last: they also rise after Redis has lost
 * its memory or its clock was set back.
 */
export const nextFence = `
local time = redis.call('TIME')
local micros = time[1] * 1000000 + time[2]
local function nextFence()
  local last = tonumber(redis.call('HGET', KEYS[1], 'fence') or '0')
  local fence = string.format('%.0f', math.max(micros, last + 1))
  redis.call('HSET', KEYS[1], 'fence', fence)
  return fence
end
`;

/** Keys that never got tokens are forgotten after a day. */
export const forgetLater = `
if redis.call('PTTL', KEYS[1]) < 0 then redis.call('PEXPIRE', KEYS[1], 86400000) end
`;

/**
 * Takes the lock: `[1, fence]`, or `[0, milliseconds]` that its holder has it yet. Arguments: owner, ttl.
 *
 * A lease that ends later than its holder ever requested was set before the clock was set back: it is shortened to the
 * requested duration, from now. If its holder is alive, it renews the lease before that.
 */
export const takeLock = redisScript(`${nextFence}
local now = math.floor(micros / 1000)
local owner, ends, ttl = unpack(redis.call('HMGET', KEYS[1], 'owner', 'until', 'ttl'))
if owner and owner ~= ARGV[1] and tonumber(ends) > now then
  local left = tonumber(ends) - now
  if ttl and left > tonumber(ttl) then
    left = tonumber(ttl)
    redis.call('HSET', KEYS[1], 'until', string.format('%.0f', now + left))
  end
  return {0, tostring(left)}
end
redis.call('HSET', KEYS[1], 'owner', ARGV[1], 'until', string.format('%.0f', now + ARGV[2]), 'ttl', ARGV[2])
local fence = nextFence()
${forgetLater}
return {1, fence}
`);

/** Renews the lock: 1, or 0 if it no longer belongs to the owner. Arguments: owner, ttl. */
export const renewLock = redisScript(`
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local owner, ends = unpack(redis.call('HMGET', KEYS[1], 'owner', 'until'))
if owner ~= ARGV[1] or tonumber(ends) <= now then return 0 end
redis.call('HSET', KEYS[1], 'until', string.format('%.0f', now + ARGV[2]), 'ttl', ARGV[2])
return 1
`);

/** Releases the lock if it belongs to the owner. Argument: owner. */
export const releaseLock = redisScript(`
if redis.call('HGET', KEYS[1], 'owner') == ARGV[1] then redis.call('HDEL', KEYS[1], 'owner', 'until', 'ttl') end
return 1
`);
