import { redisScript } from '@ksef/redis-commands';

// One hash a context: `tokens` (JSON), `saved` (fence of whoever saved them), `fence` (the last one given out), and of
// the lock `owner` and `until` (milliseconds since 1970 by Redis's clock).
//
// Fences are microseconds of Redis's clock, and one more than the last at least: so they go on rising after Redis has
// lost its memory.
const nextFence = `
local time = redis.call('TIME')
local micros = time[1] * 1000000 + time[2]
local function nextFence()
  local last = tonumber(redis.call('HGET', KEYS[1], 'fence') or '0')
  local fence = string.format('%.0f', math.max(micros, last + 1))
  redis.call('HSET', KEYS[1], 'fence', fence)
  return fence
end
`;

// Contexts that never got tokens are forgotten after a day.
const forgetLater = `
if redis.call('PTTL', KEYS[1]) < 0 then redis.call('PEXPIRE', KEYS[1], 86400000) end
`;

/** Takes the lock: `[1, fence]`, or `[0, milliseconds]` that its holder has it yet. Arguments: owner, ttl. */
export const takeLock = redisScript(`${nextFence}
local now = math.floor(micros / 1000)
local owner, ends = unpack(redis.call('HMGET', KEYS[1], 'owner', 'until'))
if owner and owner ~= ARGV[1] and tonumber(ends) > now then return {0, tostring(tonumber(ends) - now)} end
redis.call('HSET', KEYS[1], 'owner', ARGV[1], 'until', string.format('%.0f', now + ARGV[2]))
local fence = nextFence()
${forgetLater}
return {1, fence}
`);

/** Prolongs the lock: 1, or 0 when it is not the owner's any more. Arguments: owner, ttl. */
export const renewLock = redisScript(`
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local owner, ends = unpack(redis.call('HMGET', KEYS[1], 'owner', 'until'))
if owner ~= ARGV[1] or tonumber(ends) <= now then return 0 end
redis.call('HSET', KEYS[1], 'until', string.format('%.0f', now + ARGV[2]))
return 1
`);

/** Gives the lock back, if it is the owner's. Argument: owner. */
export const releaseLock = redisScript(`
if redis.call('HGET', KEYS[1], 'owner') == ARGV[1] then redis.call('HDEL', KEYS[1], 'owner', 'until') end
return 1
`);

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

/** Forgets tokens, and outdates whoever is getting new ones now. */
export const removeTokens = redisScript(`${nextFence}
redis.call('HSET', KEYS[1], 'saved', nextFence())
redis.call('HDEL', KEYS[1], 'tokens')
${forgetLater}
return 1
`);
