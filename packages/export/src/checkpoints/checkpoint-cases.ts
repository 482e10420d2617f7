import type { CheckpointStore, SyncCheckpoint } from './checkpoint-store.js';

/**
 * The backend under test. Each call of `create` returns a handle on the same backend, as another process would have.
 */
export interface CheckpointSubject {
  create(): CheckpointStore | Promise<CheckpointStore>;
}

/** One requirement for a store of checkpoints. `run` throws when it is violated. */
export interface CheckpointCase {
  readonly name: string;
  run(subject: CheckpointSubject): Promise<void>;
}

/** The requirements for every `CheckpointStore`. */
export const checkpointStoreCases: readonly CheckpointCase[] = [
  {
    name: 'loads undefined for a name that was never saved',
    async run({ create }) {
      same(await (await create()).load(newName()), undefined);
    },
  },
  {
    name: 'loads what was saved last, through another handle too',
    async run({ create }) {
      const name = newName();
      const store = await create();
      await store.save(name, sample(1));
      same(await store.load(name), sample(1));
      const later = { ...sample(2), caughtUpAt: '2026-02-01T11:00:00.000Z' };
      await (await create()).save(name, later);
      same(await store.load(name), later);
      await store.save(name, sample(3));
      same(await (await create()).load(name), sample(3));
    },
  },
  {
    name: 'keeps names apart, whatever characters are in them',
    async run({ create }) {
      const store = await create();
      const stem = newName();
      const names = [
        '',
        '/Subject1',
        '/Subject11',
        '/SUBJECT1',
        '_Subject1',
        ':Subject1',
        `*'"%41 ą`,
        '/../x',
      ];
      for (const [at, end] of names.entries()) await store.save(stem + end, sample(at));
      for (const [at, end] of names.entries()) same(await store.load(stem + end), sample(at));
    },
  },
  {
    name: 'keeps dates to the last digit, and thousands of delivered invoices in their order',
    async run({ create }) {
      const name = newName();
      const many: SyncCheckpoint = {
        ...sample(1),
        delivered: Array.from({ length: 10_000 }, (_, at) => [`number-${at}`, dateOf(at)] as const),
      };
      await (await create()).save(name, many);
      same(await (await create()).load(name), many);
    },
  },
  {
    name: 'does not change when the saved or loaded checkpoint is changed',
    async run({ create }) {
      const name = newName();
      const store = await create();
      const given = structuredClone(sample(1)) as unknown as { from: string; delivered: unknown[] };
      await store.save(name, given as unknown as SyncCheckpoint);
      given.from = 'changed';
      given.delivered.push('changed');
      const loaded = (await store.load(name)) as unknown as { from: string; delivered: unknown[] };
      same(loaded, sample(1));
      loaded.from = 'changed';
      loaded.delivered.push('changed');
      same(await store.load(name), sample(1));
    },
  },
  {
    name: 'keeps every checkpoint when many are saved at once, through several handles',
    async run({ create }) {
      const stores = await Promise.all(Array.from({ length: 4 }, () => create()));
      const names = Array.from({ length: 80 }, () => newName());
      await Promise.all(names.map((name, at) => stores[at % 4]?.save(name, sample(at))));
      const reader = await create();
      for (const [at, name] of names.entries()) same(await reader.load(name), sample(at));
    },
  },
  {
    name: 'keeps one of several savings of one name that overlap, whole',
    async run({ create }) {
      const name = newName();
      const stores = await Promise.all(Array.from({ length: 4 }, () => create()));
      const given = Array.from({ length: 12 }, (_, at) => sample(at));
      await Promise.all(given.map((checkpoint, at) => stores[at % 4]?.save(name, checkpoint)));
      const kept = await (await create()).load(name);
      if (kept === undefined) throw new Error('All of the savings were lost.');
      same(
        kept,
        given.find(({ from }) => from === kept.from),
      );
    },
  },
  {
    name: 'keeps thousands of names',
    async run({ create }) {
      const store = await create();
      const stem = newName();
      const names = Array.from({ length: 2_000 }, (_, at) => `${stem}/Nip:${5_260_000_000 + at}/Subject2`);
      const inTurns = async (act: (name: string, at: number) => Promise<unknown>) => {
        for (let at = 0; at < names.length; at += 100)
          await Promise.all(names.slice(at, at + 100).map((name, index) => act(name, at + index)));
      };
      await inTurns((name, at) => store.save(name, sample(at)));
      const other = await create();
      await inTurns(async (name, at) => same(await other.load(name), sample(at)));
    },
  },
  {
    name: 'rejects when the signal is aborted already',
    async run({ create }) {
      const store = await create();
      const name = newName();
      const stopped = new Error('stop');
      const options = { signal: AbortSignal.abort(stopped) };
      same((await failureOf(() => store.save(name, sample(1), options))) === stopped, true);
      same((await failureOf(() => store.load(name, options))) === stopped, true);
      same(await store.load(name), undefined);
    },
  },
];

function newName(): string {
  return `conformance/${crypto.randomUUID()}`;
}

function dateOf(at: number): string {
  return `2026-02-01T10:00:00.${String(at).padStart(7, '0')}+00:00`;
}

function sample(at: number): SyncCheckpoint {
  return {
    version: 1,
    from: dateOf(at),
    delivered: Array.from({ length: at % 5 }, (_, index) => [
      `5265877635-2026-${at}-${index}`,
      dateOf(index),
    ]),
  };
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
  if (got !== wanted) throw new Error(`Expected ${shown(wanted)}, got ${shown(got)}.`);
}

function shown(text: string): string {
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}

/** JSON with sorted members: databases store JSON without the order of its members. */
function canonical(value: unknown): string {
  const sorted = (_name: string, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member;
  return JSON.stringify(value, sorted) ?? 'undefined';
}
