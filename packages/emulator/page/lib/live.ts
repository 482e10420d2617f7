import { useEffect, useRef, useState } from 'preact/hooks';
import type { EmulatorState } from '../../src/inspection/state.js';
import type { EmulatorEvent } from '../../src/kernel/event-log.js';
import { ControlError, read } from './control.js';

const waitMs = 25_000;
const mostEvents = 200;
/** A flood of events redraws the page no more often than this. */
const restMs = 400;
const longestPauseMs = 5_000;

type Listener = () => void;

/** Follows the events of the emulator, and tells everything on the page that something has changed. */
class Live {
  readonly #listeners = new Set<Listener>();
  #isConnected = true;
  #after = 0;
  #isRunning = false;

  get isConnected(): boolean {
    return this.#isConnected;
  }

  /** Calls back after changes, until the returned function is called. */
  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    if (!this.#isRunning) {
      this.#isRunning = true;
      void this.#follow();
    }
    return () => void this.#listeners.delete(listener);
  }

  /** After a change that this page made itself. */
  notify(): void {
    for (const listener of [...this.#listeners]) listener();
  }

  async #follow(): Promise<void> {
    let pauseMs = restMs;
    let isNew = true;
    for (;;) {
      await untilVisible();
      try {
        // An emulator that was started again counts from 1.
        if (isNew) this.#after = (await read<EmulatorState>('/state')).lastEventId;
        if (isNew || !this.#isConnected) this.#connected(true);
        isNew = false;
        const events = await read<EmulatorEvent[]>(
          `/events?after=${this.#after}&waitMs=${waitMs}&maxEvents=${mostEvents}`,
        );
        this.#after = events.at(-1)?.id ?? this.#after;
        if (events.length > 0) this.notify();
        pauseMs = restMs;
      } catch {
        isNew = true;
        this.#connected(false);
        pauseMs = Math.min(pauseMs * 2, longestPauseMs);
      }
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }

  #connected(isConnected: boolean): void {
    this.#isConnected = isConnected;
    this.notify();
  }
}

export const live = new Live();

function untilVisible(): Promise<void> {
  if (!document.hidden) return Promise.resolve();
  return new Promise((resolve) => {
    const look = () => {
      if (document.hidden) return;
      document.removeEventListener('visibilitychange', look);
      resolve();
    };
    document.addEventListener('visibilitychange', look);
  });
}

/** What was read last, and why there is nothing. */
export interface Loaded<T> {
  readonly value: T | undefined;
  readonly error: ControlError | undefined;
}

/** What the control side has at a path, read again after every change; the last value stays until then. */
export function useLive<T>(path: string): Loaded<T> {
  const [loaded, setLoaded] = useState<Loaded<T> & { readonly path: string }>({
    path,
    value: undefined,
    error: undefined,
  });
  useEffect(() => {
    const stop = new AbortController();
    let isReading = false;
    let isStale = false;
    const load = async () => {
      if (isReading) {
        isStale = true;
        return;
      }
      isReading = true;
      do {
        isStale = false;
        try {
          const value = await read<T>(path, stop.signal);
          if (!stop.signal.aborted) setLoaded({ path, value, error: undefined });
        } catch (error) {
          if (stop.signal.aborted) return;
          // Without a connection the page keeps what it has, and says so at its top.
          if (error instanceof ControlError) setLoaded({ path, value: undefined, error });
        }
      } while (isStale && !stop.signal.aborted);
      isReading = false;
    };
    void load();
    const forget = live.subscribe(() => void load());
    return () => {
      stop.abort();
      forget();
    };
  }, [path]);
  return loaded.path === path ? loaded : { value: loaded.error ? undefined : loaded.value, error: undefined };
}

/** Whether the emulator answers. */
export function useConnection(): boolean {
  const [isConnected, setConnected] = useState(live.isConnected);
  useEffect(() => live.subscribe(() => setConnected(live.isConnected)), []);
  return isConnected;
}

/** The emulator's time now, from an instant that it told. */
export function useClock(now: string | undefined): Date | undefined {
  const told = useRef<{ readonly at: number; readonly ms: number; readonly text: string } | undefined>(
    undefined,
  );
  const [, tick] = useState(0);
  if (now !== undefined && told.current?.text !== now)
    told.current = { at: performance.now(), ms: Date.parse(now), text: now };
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  return told.current && new Date(told.current.ms + performance.now() - told.current.at);
}
