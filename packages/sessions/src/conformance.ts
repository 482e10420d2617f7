import { type PartStoreCase, type PartStoreSubject, partStoreCases } from './batch/index.js';
import type { JournalEntry, JournalRun, SessionJournal } from './journal/index.js';

export { type PartStoreCase, type PartStoreSubject, partStoreCases };

/**
 * The backend under test. Each call of `create` returns a handle on the same backend, as another process would have.
 */
export interface JournalSubject {
  create(): SessionJournal | Promise<SessionJournal>;
  /**
   * Truncates the last line of a closed run, as a power failure does: the beginning of the line stays. Omit it if the
   * backend writes lines atomically, as databases do.
   */
  tear?(runId: string): void | Promise<void>;
}

/** One requirement for a journal. `run` throws when it is violated. */
export interface JournalCase {
  readonly name: string;
  run(subject: JournalSubject): Promise<void>;
}

/** The part of the vitest, jest or `node:test` API that is used. */
export interface ConformanceRunner {
  it(name: string, fn: () => Promise<void>): unknown;
}

/**
 * Registers every case for a {@link SessionJournal} as a test.
 *
 * @example
 * ```ts
 * import { it } from 'node:test';
 * import { memoryJournal } from '@ksef/sessions';
 * import { sessionJournalConformance } from '@ksef/sessions/conformance';
 *
 * const journal = memoryJournal();
 * sessionJournalConformance({ create: () => journal }, { it });
 * ```
 */
export function sessionJournalConformance(subject: JournalSubject, runner: ConformanceRunner): void {
  for (const { name, run } of sessionJournalCases) runner.it(name, () => run(subject));
}

/**
 * Registers every case for a `PartStore` of `@ksef/sessions/batch` as a test.
 *
 * @example
 * ```ts
 * import { it } from 'node:test';
 * import { memoryPartStore } from '@ksef/sessions/batch';
 * import { partStoreConformance } from '@ksef/sessions/conformance';
 *
 * const store = memoryPartStore();
 * partStoreConformance({ create: () => store }, { it });
 * ```
 */
export function partStoreConformance(subject: PartStoreSubject, runner: ConformanceRunner): void {
  for (const { name, run } of partStoreCases) runner.it(name, () => run(subject));
}

/** The requirements for every {@link SessionJournal}. */
export const sessionJournalCases: readonly JournalCase[] = [
  {
    name: 'has nothing in a new run',
    async run({ create }) {
      const run = await (await create()).open(newRun());
      same(await read(run), []);
      await run.close();
    },
  },
  {
    name: 'gives entries back in their order, through another handle too',
    async run({ create }) {
      const id = newRun();
      await write(await create(), id, [entry(1), entry(2)]);
      await write(await create(), id, [entry(3)]);
      same(await readAll(await create(), id), [entry(1), entry(2), entry(3)]);
    },
  },
  {
    name: 'keeps any JSON to the last character',
    async run({ create }) {
      const id = newRun();
      const odd: JournalEntry = {
        type: 'odd',
        text: 'zażółć "gęślą"\n\r\u2028\\u0000 \u{1f9fe} \'; --',
        long: 'x'.repeat(20_000),
        nested: { list: [1, 1.5, -0.25, true, null, { deep: [] }], empty: '' },
      };
      await write(await create(), id, [odd]);
      same(await readAll(await create(), id), [odd]);
    },
  },
  {
    name: 'keeps the order of appends that overlap',
    async run({ create }) {
      const id = newRun();
      const run = await (await create()).open(id);
      const wanted = Array.from({ length: 200 }, (_, number) => entry(number));
      await Promise.all(wanted.map((one) => run.append([one])));
      await run.close();
      same(await readAll(await create(), id), wanted);
    },
  },
  {
    name: 'drops a last line that was cut, keeps those before it, and takes new ones',
    async run({ create, tear }) {
      if (tear === undefined) return;
      const id = newRun();
      await write(await create(), id, [entry(1), entry(2)]);
      await write(await create(), id, [{ type: 'cut', text: 'zażółć'.repeat(50) }]);
      await tear(id);
      same(await readAll(await create(), id), [entry(1), entry(2)]);
      await write(await create(), id, [entry(3)]);
      same(await readAll(await create(), id), [entry(1), entry(2), entry(3)]);
      await tear(id);
      await tear(id);
      same((await (await create()).runs()).includes(id), true);
      same(await readAll(await create(), id), [entry(1), entry(2)]);
    },
  },
  {
    name: 'keeps thousands of entries in their order',
    async run({ create }) {
      const id = newRun();
      const wanted = Array.from({ length: 5_000 }, (_, number) => entry(number));
      const run = await (await create()).open(id);
      const appended: Promise<void>[] = [];
      for (let at = 0; at < wanted.length; at += 50) appended.push(run.append(wanted.slice(at, at + 50)));
      await Promise.all(appended);
      same(await read(run), wanted);
      await run.close();
      same(await readAll(await create(), id), wanted);
    },
  },
  {
    name: 'keeps hundreds of runs that are written at the same time, through several handles',
    async run({ create }) {
      const journals = await Promise.all(Array.from({ length: 4 }, () => create()));
      const stem = newRun();
      const ids = Array.from({ length: 300 }, (_, number) => `${stem}-${number}`);
      for (let at = 0; at < ids.length; at += 50) {
        await Promise.all(
          ids
            .slice(at, at + 50)
            .map((id, index) => write(journals[index % 4] as SessionJournal, id, [entry(at + index)])),
        );
      }
      const listed = (await (await create()).runs()).filter((id) => id.startsWith(`${stem}-`));
      same(listed.length, ids.length);
      for (const [number, id] of ids.entries()) same(await readAll(await create(), id), [entry(number)]);
    },
  },
  {
    name: 'writes what close finds under way',
    async run({ create }) {
      const id = newRun();
      const run = await (await create()).open(id);
      const appended = run.append([entry(1)]);
      await run.close();
      await appended;
      same(await readAll(await create(), id), [entry(1)]);
    },
  },
  {
    name: 'does not change when an appended or read entry is changed',
    async run({ create }) {
      const id = newRun();
      const run = await (await create()).open(id);
      const given = { type: 'given', list: [1] };
      const appended = run.append([given]);
      given.list.push(2);
      await appended;
      given.list.push(3);
      const [first] = await read(run);
      (first as unknown as typeof given).list.push(4);
      same(await read(run), [{ type: 'given', list: [1] }]);
      await run.close();
    },
  },
  {
    name: 'lets one holder have a run, and the next one once it is closed',
    async run({ create }) {
      const id = newRun();
      const [first, second] = [await create(), await create()];
      const run = await first.open(id);
      same(await codeOf(() => second.open(id)), 'JOURNAL_IN_USE');
      same(await codeOf(() => first.open(id)), 'JOURNAL_IN_USE');
      same(await codeOf(() => second.remove(id)), 'JOURNAL_IN_USE');
      await run.append([entry(1)]);
      await run.close();
      await run.close();
      same(await readAll(second, id), [entry(1)]);
    },
  },
  {
    name: 'never lets two in that come at once',
    async run({ create }) {
      const id = newRun();
      const journals = await Promise.all(Array.from({ length: 6 }, () => create()));
      const outcomes = await Promise.allSettled(journals.map((journal) => journal.open(id)));
      const runs = outcomes.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
      same(runs.length <= 1, true);
      for (const one of outcomes) {
        if (one.status === 'rejected') same((one.reason as { code?: string }).code, 'JOURNAL_IN_USE');
      }
      await Promise.all(runs.map((run) => run.close()));
      await (await (await create()).open(id)).close();
    },
  },
  {
    name: 'refuses an append after close',
    async run({ create }) {
      const run = await (await create()).open(newRun());
      await run.close();
      same(await codeOf(() => run.append([entry(1)])), 'JOURNAL_CLOSED');
    },
  },
  {
    name: 'names the runs that have entries, and keeps them apart whatever their names',
    async run({ create }) {
      const journal = await create();
      const stem = newRun();
      const ids = [`${stem}/a`, `${stem}/A`, `${stem}/a.b`, `${stem}/../a`, `${stem}/*'"%41 ą`, `${stem}/`];
      for (const [number, id] of ids.entries()) await write(journal, id, [entry(number)]);
      await write(journal, `${stem}/empty`, []);
      const listed = (await (await create()).runs()).filter((id) => id.startsWith(stem));
      same([...listed].sort(), [...ids].sort());
      for (const [number, id] of ids.entries()) same(await readAll(journal, id), [entry(number)]);
    },
  },
  {
    name: 'forgets a run that is removed, and no other',
    async run({ create }) {
      const journal = await create();
      const [gone, kept] = [newRun(), newRun()];
      for (const id of [gone, kept]) await write(journal, id, [entry(1)]);
      await (await create()).remove(gone);
      await journal.remove(gone);
      const listed = await journal.runs();
      same([listed.includes(gone), listed.includes(kept)], [false, true]);
      same(await readAll(journal, gone), []);
      same(await readAll(journal, kept), [entry(1)]);
    },
  },
  {
    name: 'refuses a run without a name',
    async run({ create }) {
      same(await codeOf(async () => (await create()).open('')), 'INVALID_RUN_ID');
    },
  },
  {
    name: 'rejects when the signal is aborted already',
    async run({ create }) {
      const journal = await create();
      const id = newRun();
      const stopped = new Error('stop');
      const options = { signal: AbortSignal.abort(stopped) };
      same((await failureOf(() => journal.open(id, options))) === stopped, true);
      same((await failureOf(() => journal.runs(options))) === stopped, true);
      same((await failureOf(() => journal.remove(id, options))) === stopped, true);
      const run = await journal.open(id);
      same((await failureOf(() => run.append([entry(1)], options))) === stopped, true);
      await run.close();
      same(await readAll(journal, id), []);
    },
  },
];

function newRun(): string {
  return `run-${crypto.randomUUID()}`;
}

function entry(number: number): JournalEntry {
  return { type: 'entry', number };
}

async function write(journal: SessionJournal, id: string, entries: readonly JournalEntry[]): Promise<void> {
  const run = await journal.open(id);
  await run.append(entries);
  await run.close();
}

async function readAll(journal: SessionJournal, id: string): Promise<JournalEntry[]> {
  const run = await journal.open(id);
  try {
    return await read(run);
  } finally {
    await run.close();
  }
}

async function read(run: JournalRun): Promise<JournalEntry[]> {
  const entries: JournalEntry[] = [];
  for await (const one of run.entries()) entries.push(one);
  return entries;
}

async function codeOf(action: () => Promise<unknown>): Promise<unknown> {
  return ((await failureOf(action)) as { readonly code?: unknown }).code;
}

async function failureOf(action: () => Promise<unknown>): Promise<unknown> {
  try {
    await action();
  } catch (error) {
    return error;
  }
  throw new Error('Expected a rejection, got none.');
}

function same(actual: unknown, expected: unknown): void {
  const [got, wanted] = [canonical(actual), canonical(expected)];
  if (got !== wanted) throw new Error(`Expected ${wanted}, got ${got}.`);
}

/** JSON with sorted members: databases store JSON without the order of its members. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_name, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}
