import { appendFileSync, readFileSync } from 'node:fs';

/** A time in which a process stood still, in milliseconds since 1970. */
export interface Pause {
  readonly from: number;
  readonly to: number;
}

// The limiter leaves a margin of 250 ms beside KSeF's second.
const longestMs = 150;
const tickMs = 20;

/** Notes in a file, which several processes may share, when this process stands still. Ends with the returned call. */
export function watchPauses(file: string): () => void {
  let last = Date.now();
  const timer = setInterval(() => {
    const now = Date.now();
    if (now - last - tickMs > longestMs) appendFileSync(file, `${JSON.stringify({ from: last, to: now })}\n`);
    last = now;
  }, tickMs);
  timer.unref();
  return () => clearInterval(timer);
}

export function readPauses(file: string): Pause[] {
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line) as Pause);
}
