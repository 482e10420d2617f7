import { open, utimes } from 'node:fs/promises';
import { systemClock } from '@ksef/core';

const beatMs = 1_000;
/** Longer than a process is busy without a pause, or its folder is slow. */
const silenceMs = 10_000;
const lookMs = 250;

/** Updates a file's time until it is stopped, so that others see that its process is alive. */
export function startHeartbeat(path: string): { stop(): void } {
  const timer = setInterval(() => {
    const now = new Date();
    utimes(path, now, now).catch(() => {});
  }, beatMs);
  // Does not keep the process alive.
  timer.unref();
  return { stop: () => clearInterval(timer) };
}

/**
 * Whether the process behind a file is alive: resolves with true at its next heartbeat, and with false after ten
 * seconds of silence, or when the file is gone. Compares the file's times with each other, never with a clock.
 */
export async function hasHeartbeat(path: string, signal?: AbortSignal): Promise<boolean> {
  const first = await timeOf(path);
  for (let waitedMs = 0; waitedMs < silenceMs; waitedMs += lookMs) {
    await systemClock.sleep(lookMs, signal);
    const time = await timeOf(path);
    if (time === undefined) return false;
    if (time !== first) return true;
  }
  return false;
}

/** Opened first: a network file system may answer for a path from its cache. */
async function timeOf(path: string): Promise<number | undefined> {
  const file = await open(path, 'r').catch(() => undefined);
  if (file === undefined) return undefined;
  try {
    return (await file.stat()).mtimeMs;
  } finally {
    await file.close();
  }
}
