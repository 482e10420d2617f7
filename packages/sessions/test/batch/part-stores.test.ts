import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filePartStore, memoryPartStore, type PartStore } from '../../src/batch.js';
import { partStoreCases, partStoreConformance } from '../../src/conformance.js';

const folder = mkdtempSync(join(tmpdir(), 'ksef-parts-test-'));

describe('memoryPartStore', () => {
  const store = memoryPartStore();
  partStoreConformance({ create: () => store }, { it });
});

describe('filePartStore', () => {
  partStoreConformance({ create: () => filePartStore(folder) }, { it });
});

describe('the conformance suite finds', () => {
  const good = memoryPartStore();
  const bad: Record<string, PartStore> = {
    'a store that keeps the buffer it is given': keepsBuffers(),
    'a store that adds to what was left behind': addsToParts(),
    'a store that lists everything': { ...good, list: () => good.list('') },
    'a store that removes nothing': { ...good, remove: async () => {} },
    'a store with one part for all': {
      ...good,
      create: () => good.create('one'),
      read: () => good.read('one'),
    },
    'a store that ignores aborts': { ...good, list: (prefix) => good.list(prefix) },
  };
  it.each(Object.keys(bad))('%s', async (name) => {
    const create = () => bad[name] as PartStore;
    const results = await Promise.allSettled(partStoreCases.map((one) => one.run({ create })));
    expect(results.filter(({ status }) => status === 'rejected').length).toBeGreaterThan(0);
  });
});

function keepsBuffers(): PartStore {
  const parts = new Map<string, Uint8Array[]>();
  return {
    ...memoryPartStore(),
    async create(name) {
      const pieces: Uint8Array[] = [];
      parts.set(name, pieces);
      return { write: async (bytes) => void pieces.push(bytes), close: async () => {} };
    },
    read: async (name) => streamOf(parts.get(name) ?? []),
  };
}

function addsToParts(): PartStore {
  const parts = new Map<string, Uint8Array[]>();
  return {
    ...memoryPartStore(),
    async create(name) {
      const pieces = parts.get(name) ?? [];
      parts.set(name, pieces);
      return { write: async (bytes) => void pieces.push(bytes.slice()), close: async () => {} };
    },
    read: async (name) => streamOf(parts.get(name) ?? []),
  };
}

function streamOf(pieces: readonly Uint8Array[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const piece of pieces) controller.enqueue(piece);
      controller.close();
    },
  });
}
