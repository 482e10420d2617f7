// A clock that stands still while anything runs, and then leaps to the next sleeper: an hour takes seconds.

/** @returns {import('./virtual-clock.d.mts').VirtualClock} */
export function virtualClock(startMs = Date.UTC(2026, 1, 2, 8)) {
  let now = startMs;
  let busy = 0;
  /** Sorted by time, the latest first. */
  const sleepers = [];

  function add(sleeper) {
    let [low, high] = [0, sleepers.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sleepers[middle].at > sleeper.at) low = middle + 1;
      else high = middle;
    }
    sleepers.splice(low, 0, sleeper);
  }

  async function idle() {
    // Promises may follow each other for a while without any timer or network.
    for (let quiet = 0; quiet < 3; ) {
      await new Promise((resolve) => setImmediate(resolve));
      quiet = busy > 0 ? 0 : quiet + 1;
    }
  }

  function nextAt() {
    return sleepers.at(-1)?.at;
  }

  function leapTo(ms) {
    now = Math.max(now, ms);
    while (sleepers.length > 0 && nextAt() <= now) sleepers.pop().resolve();
  }

  return {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const sleeper = { at: now + ms, resolve: wake };
        add(sleeper);
        signal?.addEventListener('abort', abort, { once: true });
        function wake() {
          signal?.removeEventListener('abort', abort);
          resolve();
        }
        function abort() {
          sleepers.splice(sleepers.indexOf(sleeper), 1);
          reject(signal.reason);
        }
      }),
    track(promise) {
      busy++;
      const done = () => {
        busy--;
      };
      promise.then(done, done);
      return promise;
    },
    idle,
    nextAt,
    leapTo,
    async runUntil(endMs) {
      for (;;) {
        await idle();
        const next = nextAt();
        if (next === undefined || next > endMs) break;
        leapTo(next);
      }
      now = Math.max(now, endMs);
    },
  };
}
