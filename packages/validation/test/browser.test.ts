import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { hasTools } from '@ksef-tools/testing';
import { resultOfPage } from '@ksef-tools/testing/browser';
import { build } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';
import { type ValidationResult, validateInvoice } from '../src/index.js';
import { formDocuments } from './support/form-documents.js';
import { invoice } from './support/invoice.js';

const now = '2026-11-28T12:00:00Z';
const documents: readonly Uint8Array[] = [
  invoice(),
  invoice({ total: '123,00', date: '2026-11-29' }),
  invoice({ lines: '<Nowe/>' }),
  invoice({ buyer: '<NIP>1234567890</NIP><Nazwa>Zażółć</Nazwa>' }),
  Uint8Array.from(invoice(), (byte, index) => (index === 700 ? 0x81 : byte)),
  new TextEncoder().encode('{}'),
  ...formDocuments.map(({ xml }) => new TextEncoder().encode(xml)),
];

// What a program of a page does with files that a user dropped on it: here, and in a worker.
const shared = `
  import { validateInvoice } from './src/index.js';
  export async function validateAll(documents) {
    const results = [];
    for (const base64 of documents) {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      results.push(await validateInvoice(bytes, { now: new Date('${now}') }));
    }
    return results;
  }
`;
const programs = {
  worker: `
    import { validateAll } from 'shared';
    self.onmessage = async ({ data }) => {
      try {
        self.postMessage({ results: await validateAll(data) });
      } catch (error) {
        self.postMessage({ failure: String(error?.stack) });
      }
    };`,
  page: `
    import { validateAll } from 'shared';
    const inWorker = (documents) => new Promise((resolve, reject) => {
      const worker = new Worker('/worker.js', { type: 'module' });
      worker.onmessage = ({ data }) => 'failure' in data ? reject(new Error(data.failure)) : resolve(data.results);
      worker.onerror = ({ message }) => reject(new Error(message));
      worker.postMessage(documents);
    });
    globalThis.run = async (documents) => ({
      here: await validateAll(documents),
      inWorker: await inWorker(documents),
    });`,
};

interface Bundle {
  /** By name. */
  readonly files: Readonly<Record<string, string>>;
  /** Files that are loaded with the page, and those that are loaded with its first invoice. */
  sizeKb(which: 'start' | 'libxml2' | 'fa3' | 'pef3'): number;
}

async function bundle(): Promise<Bundle> {
  const sources: Record<string, string> = { ...programs, shared };
  const { outputFiles, metafile } = await build({
    entryPoints: ['page', 'worker'],
    plugins: [
      {
        name: 'programs',
        setup({ onResolve, onLoad }) {
          onResolve({ filter: /^(page|worker|shared)$/ }, ({ path }) => ({ path, namespace: 'program' }));
          onLoad({ filter: /.*/, namespace: 'program' }, ({ path }) => ({
            contents: sources[path] ?? '',
            resolveDir: join(import.meta.dirname, '..'),
            loader: 'ts',
          }));
        },
      },
    ],
    bundle: true,
    minify: true,
    splitting: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    charset: 'utf8',
    outdir: '/',
    metafile: true,
    write: false,
    logLevel: 'error',
  });
  const files = Object.fromEntries(outputFiles.map(({ path, text }) => [path.split('/').at(-1), text]));
  const outputs = Object.entries(metafile.outputs).map(([path, output]) => ({
    name: path.split('/').at(-1) ?? '',
    ...output,
  }));
  const loadedWith = (name: string): string[] => [
    name,
    ...(outputs.find((output) => output.name === name)?.imports ?? [])
      .filter(({ kind }) => kind === 'import-statement')
      .flatMap(({ path }) => loadedWith(path.split('/').at(-1) ?? '')),
  ];
  const entries = {
    start: 'page.js',
    libxml2: outputs.find(({ entryPoint }) => entryPoint?.includes('libxml2-wasm'))?.name,
    fa3: outputs.find(({ entryPoint }) => entryPoint?.endsWith('schemas/dist/fa3.js'))?.name,
    pef3: outputs.find(({ entryPoint }) => entryPoint?.endsWith('schemas/dist/pef3.js'))?.name,
  };
  const start = new Set(loadedWith(entries.start));
  return {
    files,
    sizeKb(which) {
      const names = new Set(loadedWith(entries[which] ?? ''));
      return [...names]
        .filter((name) => which === 'start' || !start.has(name))
        .reduce((sum, name) => sum + gzipSync(files[name] ?? '').length / 1000, 0);
    },
  };
}

describe('validateInvoice in a browser', () => {
  let made: Bundle;
  beforeAll(async () => {
    made = await bundle();
  });

  it.skipIf(!hasTools('chromium'))(
    'says of every document what it says in Node, on the page and in a worker',
    { timeout: 180_000 },
    async () => {
      const base64 = documents.map((bytes) => Buffer.from(bytes).toString('base64'));
      const html = `<!doctype html><meta charset="utf-8"><title>x</title><script type="module">
        import '/page.js';
        const done = (body) => fetch('/result', { method: 'POST', body });
        run(${JSON.stringify(base64)})
          .then((results) => done(JSON.stringify(results)), (error) => done(JSON.stringify(String(error.stack))));
      </script>`;
      const served = Object.fromEntries(Object.entries(made.files).map(([name, text]) => [`/${name}`, text]));
      const answer: unknown = JSON.parse(await resultOfPage({ '/': html, ...served }, 150_000));
      const expected: ValidationResult[] = [];
      for (const bytes of documents) expected.push(await validateInvoice(bytes, { now: new Date(now) }));
      expect(new Set(expected.map(({ isValid }) => isValid))).toEqual(new Set([true, false]));
      expect(answer).toEqual(JSON.parse(JSON.stringify({ here: expected, inWorker: expected })));
    },
  );

  it('is as large as its README says', () => {
    const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8');
    for (const which of ['start', 'libxml2', 'fa3', 'pef3'] as const) {
      const stated = Number(new RegExp(`<!-- ${which} -->(\\d{1,4}) kB`).exec(readme)?.[1]);
      const size = made.sizeKb(which);
      expect(Math.abs(size - stated), `${which}: ${size.toFixed(0)} kB`).toBeLessThan(2 + stated / 10);
    }
  });
});
