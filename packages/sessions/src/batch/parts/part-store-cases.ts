import { joinBytes } from '@ksef/core/internal';
import type { PartStore } from './part-store.js';

/**
 * The backend under test. Each call of `create` returns a handle on the same backend, as another process would have.
 */
export interface PartStoreSubject {
  create(): PartStore | Promise<PartStore>;
}

/** One requirement for a part store. `run` throws when it is violated. */
export interface PartStoreCase {
  readonly name: string;
  run(subject: PartStoreSubject): Promise<void>;
}

/** The requirements for every `PartStore`. */
export const partStoreCases: readonly PartStoreCase[] = [
  {
    name: 'gives back the bytes that were written, through another handle too',
    async run({ create }) {
      const name = newName();
      await write(await create(), name, [bytes(1_000, 1), bytes(0, 0), bytes(7, 2)]);
      const wanted = joinBytes([bytes(1_000, 1), bytes(7, 2)]);
      sameBytes(await read(await create(), name), wanted);
      sameBytes(await read(await create(), name), wanted);
    },
  },
  {
    name: 'keeps a part without bytes',
    async run({ create }) {
      const name = newName();
      await write(await create(), name, []);
      sameBytes(await read(await create(), name), new Uint8Array());
    },
  },
  {
    name: 'keeps a large part, written in pieces of any size, to the last byte',
    async run({ create }) {
      const name = newName();
      const pieces = [
        bytes(1, 1),
        bytes(3_000_000, 2),
        ...Array.from({ length: 300 }, (_, at) => bytes(65_536, at)),
      ];
      await write(await create(), name, [...pieces, bytes(12_345, 9)]);
      sameBytes(await read(await create(), name), joinBytes([...pieces, bytes(12_345, 9)]));
    },
  },
  {
    name: 'does not change when the written bytes are used again',
    async run({ create }) {
      const name = newName();
      const sink = await (await create()).create(name);
      const buffer = bytes(50_000, 1);
      for (let round = 0; round < 5; round++) {
        buffer.fill(round);
        await sink.write(buffer);
      }
      buffer.fill(99);
      await sink.close();
      const wanted = joinBytes([0, 1, 2, 3, 4].map((round) => new Uint8Array(50_000).fill(round)));
      sameBytes(await read(await create(), name), wanted);
    },
  },
  {
    name: 'replaces a part of the same name as a whole',
    async run({ create }) {
      const name = newName();
      await write(await create(), name, [bytes(2_000_000, 1)]);
      await write(await create(), name, [bytes(10, 2)]);
      sameBytes(await read(await create(), name), bytes(10, 2));
    },
  },
  {
    name: 'does not give out half a part that was left behind as a whole one that is read to its end',
    async run({ create }) {
      const name = newName();
      const left = await (await create()).create(name);
      await left.write(bytes(100_000, 1));
      // The process is killed here: nobody closes the part. The next process creates it again.
      await write(await create(), name, [bytes(5, 2)]);
      sameBytes(await read(await create(), name), bytes(5, 2));
    },
  },
  {
    name: 'keeps parts apart that are written and read at the same time',
    async run({ create }) {
      const stem = newName();
      const names = Array.from({ length: 8 }, (_, at) => `${stem}-${at}`);
      const stores = await Promise.all(names.map(() => create()));
      const piecesOf = (at: number) =>
        Array.from({ length: 10 }, (_, piece) => bytes(20_000 + piece, at + piece));
      await Promise.all(names.map((name, at) => write(stores[at] as PartStore, name, piecesOf(at))));
      const found = await Promise.all(names.map((name, at) => read(stores[7 - at] as PartStore, name)));
      for (const [at, one] of found.entries()) sameBytes(one, joinBytes(piecesOf(at)));
    },
  },
  {
    name: 'lists the names that begin so, all of them, and no others',
    async run({ create }) {
      const stem = newName();
      const store = await create();
      const names = [`${stem}.a-1`, `${stem}.a-2`, `${stem}.b-1`, `${stem}_a-1`];
      for (const name of names) await write(store, name, [bytes(1, 1)]);
      const listed = [...(await (await create()).list(`${stem}.`))].sort();
      same(listed, [`${stem}.a-1`, `${stem}.a-2`, `${stem}.b-1`]);
      same(await store.list(`${stem}.c`), []);
      same([...(await store.list(stem))].sort(), [...names].sort());
    },
  },
  {
    name: 'forgets a part that is removed, and no other; and takes it that there is none',
    async run({ create }) {
      const [gone, kept] = [newName(), newName()];
      const store = await create();
      await write(store, gone, [bytes(10, 1)]);
      await write(store, kept, [bytes(10, 2)]);
      await (await create()).remove(gone);
      await store.remove(gone);
      same(await codeOf(() => read(store, gone)), 'PART_MISSING');
      same(await store.list(gone), []);
      sameBytes(await read(store, kept), bytes(10, 2));
    },
  },
  {
    name: 'says that there is no part',
    async run({ create }) {
      const store = await create();
      same(await codeOf(() => read(store, newName())), 'PART_MISSING');
    },
  },
  {
    name: 'lets a reader leave before the end',
    async run({ create }) {
      const name = newName();
      const store = await create();
      await write(store, name, [bytes(3_000_000, 1)]);
      const reader = (await store.read(name)).getReader();
      await reader.read();
      await reader.cancel();
      await store.remove(name);
    },
  },
  {
    name: 'rejects when the signal is aborted already',
    async run({ create }) {
      const store = await create();
      const name = newName();
      const stopped = new Error('stop');
      const options = { signal: AbortSignal.abort(stopped) };
      same((await failureOf(() => store.create(name, options))) === stopped, true);
      same((await failureOf(() => store.read(name, options))) === stopped, true);
      same((await failureOf(() => store.list(name, options))) === stopped, true);
      same((await failureOf(() => store.remove(name, options))) === stopped, true);
      same(await store.list(name), []);
    },
  },
];

function newName(): string {
  return `part-${crypto.randomUUID()}`;
}

/** Bytes that look random, but are the same every time. */
function bytes(length: number, seed: number): Uint8Array {
  const all = new Uint8Array(length);
  let state = seed * 2_654_435_761 + 1;
  for (let at = 0; at < length; at++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    all[at] = state >>> 24;
  }
  return all;
}

async function write(store: PartStore, name: string, pieces: readonly Uint8Array[]): Promise<void> {
  const sink = await store.create(name);
  for (const piece of pieces) await sink.write(piece);
  await sink.close();
}

async function read(store: PartStore, name: string): Promise<Uint8Array> {
  const reader = (await store.read(name)).getReader();
  const pieces: Uint8Array[] = [];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return joinBytes(pieces);
    pieces.push(value);
  }
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
  const [got, wanted] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (got !== wanted) throw new Error(`Expected ${wanted}, got ${got}.`);
}

function sameBytes(actual: Uint8Array, expected: Uint8Array): void {
  if (actual.length !== expected.length)
    throw new Error(`Expected ${expected.length} bytes, got ${actual.length}.`);
  const at = actual.findIndex((byte, index) => byte !== expected[index]);
  if (at >= 0) throw new Error(`Byte ${at} is another than was written.`);
}
