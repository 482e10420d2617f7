import { redisScript } from '../commands/redis-script.js';

/**
 * The first argument's time, or Redis's own; it never goes back. The first key remembers the latest time and by how much
 * a clock that was put back is behind: all that counts in one context shares it.
 */
const readNow = `local now = tonumber(ARGV[1])
if not now then
  local time = redis.call('TIME')
  now = time[1] * 1000 + time[2] / 1000
end
local latest, skew = unpack(redis.call('HMGET', KEYS[1], 'latest', 'skew'))
skew = tonumber(skew or '0')
if now + skew < tonumber(latest or '0') then skew = latest - now end
now = now + skew
redis.call('HSET', KEYS[1], 'latest', string.format('%.3f', now), 'skew', string.format('%.3f', skew))
redis.call('PEXPIRE', KEYS[1], 86400000)
`;

/**
 * Admits one request if its windows have room and nobody asked before it. Returns the milliseconds to wait; 0 means
 * that it may go and was counted.
 *
 * Keys: the clock, admissions of the group (sorted set by time), who waits (sorted set by when they came), until when
 * each of them is believed to live (hash), until when KSeF blocks the group, admissions that groups share (or nothing).
 * Arguments: time (or nothing: Redis's own), id of the request, id of who asks, grace, number of windows of the group,
 * then limit and span of each, and the same of what is shared.
 */
export const passOne = redisScript(`
${readNow}local request, asker, grace = ARGV[2], ARGV[3], tonumber(ARGV[4])
local times, line, lives, block, shared = KEYS[2], KEYS[3], KEYS[4], KEYS[5], KEYS[6]
local own = tonumber(ARGV[5])

local function freeAt(key, from, to)
  local at = 0
  for index = from, to, 2 do
    local limit, span = tonumber(ARGV[index]), tonumber(ARGV[index + 1])
    if limit == 0 then return now + 60000 end
    local nth = redis.call('ZREVRANGE', key, limit - 1, limit - 1, 'WITHSCORES')
    if nth[2] then at = math.max(at, nth[2] + span) end
  end
  return at
end

local at = math.max(tonumber(redis.call('GET', block) or '0'), freeAt(times, 6, 5 + own * 2))
if shared then at = math.max(at, freeAt(shared, 6 + own * 2, #ARGV)) end

local first = redis.call('ZRANGE', line, 0, 0)[1]
while first and first ~= asker and tonumber(redis.call('HGET', lives, first) or '0') < now do
  redis.call('ZREM', line, first)
  redis.call('HDEL', lives, first)
  first = redis.call('ZRANGE', line, 0, 0)[1]
end

if at <= now and (not first or first == asker) then
  local hour = 3700000
  for _, key in ipairs({times, shared}) do
    redis.call('ZREMRANGEBYSCORE', key, '-inf', now - hour)
    redis.call('ZADD', key, now, request)
    redis.call('PEXPIRE', key, hour)
  end
  redis.call('ZREM', line, asker)
  redis.call('HDEL', lives, asker)
  return 0
end

-- There is room, but somebody who came before has not looked again yet.
local wait = math.max(math.ceil(at - now), 25)
redis.call('ZADD', line, 'NX', now, asker)
redis.call('HSET', lives, asker, now + math.min(wait, 60000) + grace)
redis.call('PEXPIRE', line, 3700000)
redis.call('PEXPIRE', lives, 3700000)
return wait
`);

/** Leaves the line. Keys: who waits, until when each lives. Argument: id of who leaves. */
export const leaveLine = redisScript(`
redis.call('ZREM', KEYS[1], ARGV[1])
redis.call('HDEL', KEYS[2], ARGV[1])
return 1
`);

/** Blocks a group. Keys: the clock, the block. Arguments: time (or nothing), for how many milliseconds. */
export const blockGroup = redisScript(`
${readNow}local ends = math.max(now + ARGV[2], tonumber(redis.call('GET', KEYS[2]) or '0'))
redis.call('SET', KEYS[2], string.format('%.0f', ends), 'PX', math.max(1, math.ceil(ends - now)))
return 1
`);

/**
 * When the last of so many more requests could go out, if nothing else came: milliseconds from now. Other processes in
 * line are taken to have as many. Keys: as of {@link passOne}. Arguments: time (or nothing), id of who asks, how many,
 * number of windows of the group, then limit and span of each, and the same of what is shared.
 */
export const forecast = redisScript(`
${readNow}local asker, count, own = ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4])
local times, line, lives, block, shared = KEYS[2], KEYS[3], KEYS[4], KEYS[5], KEYS[6]

local waiting = 1
for _, other in ipairs(redis.call('ZRANGE', line, 0, -1)) do
  if other ~= asker and tonumber(redis.call('HGET', lives, other) or '0') >= now then waiting = waiting + 1 end
end

local future = {}
local function freeAt(key, from, to)
  local at = 0
  for index = from, to, 2 do
    local limit, span = tonumber(ARGV[index]), tonumber(ARGV[index + 1])
    if limit == 0 then return math.huge end
    if #future >= limit then
      at = math.max(at, future[#future - limit + 1] + span)
    else
      local rank = limit - 1 - #future
      local nth = redis.call('ZREVRANGE', key, rank, rank, 'WITHSCORES')
      if nth[2] then at = math.max(at, nth[2] + span) end
    end
  end
  return at
end

local last = math.max(now, tonumber(redis.call('GET', block) or '0'))
for _ = 1, count * waiting do
  last = math.max(last, freeAt(times, 5, 4 + own * 2))
  if shared then last = math.max(last, freeAt(shared, 5 + own * 2, #ARGV)) end
  if last == math.huge then return 'Infinity' end
  future[#future + 1] = last
end
return tostring(math.ceil(last - now))
`);
