import type { Fetch } from '@ksef/api';
import { nodeFetch } from '@ksef/api/node';
import type { Clock } from '@ksef/core';
import type { JournalRun, SessionJournal } from '@ksef/sessions';
import type { PartSink, PartStore } from '@ksef/sessions/batch';
import { leapingClock } from './leaping-clock.mjs';

/** What a sender in this process reaches the world by, until it dies: then nothing it does has an effect any more. */
export interface MortalWorld {
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly journal: SessionJournal;
  readonly parts: PartStore;
  /** Cuts its connections and lets none of its calls return, as SIGKILL does. */
  die(): Promise<void>;
}

/** A world around a journal and parts that outlive it. Its requests leave by either of our ways, as the seed says. */
export function mortalWorld(seed: number, journal: SessionJournal, parts: PartStore): MortalWorld {
  const fetch: Fetch = seed % 2 === 0 ? nodeFetch : globalThis.fetch;
  const death = new AbortController();
  const held = new Set<JournalRun>();
  const sinks = new Set<PartSink>();
  const readers = new Set<ReadableStreamDefaultReader<Uint8Array>>();
  /** Neither success nor failure reaches the dead. */
  const alive = async <T>(work: () => Promise<T>): Promise<T> => {
    if (death.signal.aborted) return new Promise<never>(() => {});
    try {
      const value = await work();
      if (!death.signal.aborted) return value;
    } catch (error) {
      if (!death.signal.aborted) throw error;
    }
    return new Promise<never>(() => {});
  };
  const clock = leapingClock();
  return {
    clock: { now: () => clock.now(), sleep: (ms, signal) => alive(() => clock.sleep(ms, signal)) },
    fetch: (input, init) =>
      alive(() => {
        const signals = [death.signal, ...(init?.signal ? [init.signal] : [])];
        return fetch(input, { ...init, signal: AbortSignal.any(signals) });
      }),
    journal: {
      runs: (options) => alive(() => journal.runs(options)),
      remove: (runId, options) => alive(() => journal.remove(runId, options)),
      open: (runId, options) =>
        alive(async () => {
          const run = await journal.open(runId, options);
          if (death.signal.aborted) await run.close();
          else held.add(run);
          return {
            entries: (how) => run.entries(how),
            append: (entries, how) => alive(() => run.append(entries, how)),
            close: () => alive(() => run.close()),
          };
        }),
    },
    parts: {
      create: (name, options) =>
        alive(async () => {
          const sink = await parts.create(name, options);
          if (death.signal.aborted) await sink.close();
          else sinks.add(sink);
          return {
            write: (bytes) => alive(() => sink.write(bytes)),
            close: () =>
              alive(() => {
                sinks.delete(sink);
                return sink.close();
              }),
          };
        }),
      read: (name, options) =>
        alive(async () => {
          const reader = (await parts.read(name, options)).getReader();
          if (death.signal.aborted) await reader.cancel();
          else readers.add(reader);
          return streamOf(reader);
        }),
      list: (prefix, options) => alive(() => parts.list(prefix, options)),
      remove: (name, options) => alive(() => parts.remove(name, options)),
    },
    async die() {
      death.abort(new Error('died'));
      // The lock of a dead process counts for nothing; here its process lives on, so it is taken away.
      for (const run of held) await run.close();
      // Its owner may be closing it at this moment.
      for (const sink of sinks) await sink.close().catch(() => {});
      for (const reader of readers) await reader.cancel().catch(() => {});
    },
  };
}

function streamOf(reader: ReadableStreamDefaultReader<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await reader.read();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
}
