import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { browserSafe } from '../architecture.mjs';

const root = join(import.meta.dirname, '../../..');
const packages = readdirSync(join(root, 'packages'));

interface Manifest {
  readonly name: string;
  readonly exports: Readonly<Record<string, string | { readonly import: { readonly types: string } }>>;
}

// With skipLibCheck, which most have, a type that is not there becomes `any` without a word.
it('gives types that are whole in a program for Node, without the DOM', { timeout: 300_000 }, async () => {
  const entries = packages.flatMap((name) => {
    const folder = join(root, 'packages', name);
    const { exports } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
    return Object.values(exports).flatMap((target) =>
      typeof target === 'string' ? [] : [join(folder, target.import.types)],
    );
  });
  expect(entries.length).toBeGreaterThan(packages.length);
  expect(await compile(entries, ['node'], 'ES2022')).toBe('');
});

it('gives types of what runs in browsers that are whole there, without Node', {
  timeout: 300_000,
}, async () => {
  const entries = browserSafe.map((name) => join(root, 'packages', name, 'dist/index.d.ts'));
  expect(await compile(entries, [], 'ES2022,DOM')).toBe('');
});

/** What tsc says of our own files; others answer for theirs. */
async function compile(files: readonly string[], types: readonly string[], lib: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'ksef-types-'));
  const compilerOptions = {
    strict: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    skipLibCheck: false,
    module: 'nodenext',
    target: 'ES2022',
    lib: lib.split(','),
    types,
    typeRoots: [join(root, 'node_modules/@types')],
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }));
  const said = await promisify(execFile)(
    join(root, 'node_modules/.bin/tsc'),
    ['-p', '.', '--pretty', 'false'],
    { cwd: folder },
  ).then(
    ({ stdout }) => stdout,
    ({ stdout }: { stdout: string }) => stdout,
  );
  return said
    .split('\n')
    .filter((line) => /packages\/[^/]+\/dist\/.*error TS/.test(line))
    .join('\n');
}
