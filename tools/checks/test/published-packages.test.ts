import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, isAbsolute, join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../../..');
const bin = join(root, 'node_modules/.bin');
const names = readdirSync(join(root, 'packages')).sort();

describe.each(names)('@ksef/%s as npm would publish it', (name) => {
  const folder = join(root, 'packages', name);
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));

  it('passes publint', async () => {
    const { stdout } = await run(join(bin, 'publint'), ['--strict', '--pack', 'false', folder]).catch(
      explain,
    );
    expect(stdout).toMatch(/All good/);
  });

  it('has right types for ESM, CJS and bundlers', async () => {
    const target = mkdtempSync(join(tmpdir(), 'ksef-pack-'));
    const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', target, folder]);
    const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
    const arguments_ = [
      join(target, filename.replace('@', '').replace('/', '-')),
      '--profile',
      'node16',
      '--format',
      'table-flipped',
    ];
    await run(join(bin, 'attw'), arguments_).catch(explain);
  });

  it('has types of its entries where TypeScript reads no `exports` (moduleResolution node10)', () => {
    const entries = Object.keys(manifest.exports)
      .map((entry) => entry.slice(2))
      .filter((entry) => entry !== '' && entry !== 'package.json');
    const types = entries.map((entry) => [entry, [`./dist/${entry}.d.ts`]]);
    expect(manifest.typesVersions?.['*'] ?? {}).toEqual(Object.fromEntries(types));
  });

  it('loads as ESM and as CJS with the same exports', async () => {
    const esm = namesIn(await import(join(folder, 'dist/index.js')));
    // Names of classes stand in stack traces: a tool that rewrites them rewrites more.
    const cjs = namesIn(createRequire(import.meta.url)(join(folder, 'dist/index.cjs')));
    expect(esm.length).toBeGreaterThan(0);
    expect(cjs).toEqual(esm);
  });

  it('loads as CJS where require() takes no ES modules, as in Jest, every file', async () => {
    const programs = Object.values<string>(manifest.bin ?? {}).map((path) => basename(path, '.js'));
    const files = readdirSync(join(folder, 'dist'))
      .filter((file) => file.endsWith('.cjs') && !programs.includes(basename(file, '.cjs')))
      .map((file) => join(folder, 'dist', file));
    const program = 'process.argv.slice(1).forEach((file) => require(file))';
    await run(process.execPath, ['--no-experimental-require-module', '-e', program, ...files]);
  });

  it('has source maps that lead to its sources, and name nothing of the machine that built it', () => {
    const maps = readdirSync(join(folder, 'dist'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.map'))
      .map((file) => JSON.parse(readFileSync(join(folder, 'dist', file), 'utf8')) as { sources: string[] });
    const sources = maps.flatMap((map) => map.sources);
    expect(sources.filter((source) => isAbsolute(source))).toEqual([]);
    for (const entry of ['index.js', 'index.cjs'])
      expect(existsSync(join(folder, 'dist', `${entry}.map`))).toBe(true);
    expect(sources.filter((source) => /^(\.\.\/)+src\//.test(source))).not.toEqual([]);
  });

  it('shares copies of our packages, and carries its changelog', () => {
    const ranges = Object.entries<string>(manifest.dependencies ?? {})
      .filter(([dependency]) => dependency.startsWith('@ksef/'))
      .map(([, range]) => range);
    expect(ranges.filter((range) => range !== 'workspace:^')).toEqual([]); // docs/decisions/0051
    expect(manifest.files).toEqual(['dist', 'README.md', 'CHANGELOG.md', 'LICENSE']);
    expect(manifest.publishConfig).toEqual({ access: 'public' });
  });

  it('says what it is, under which licence, and that it is not affiliated with the ministry', () => {
    expect(manifest.license).toBe('MIT');
    expect(manifest.engines.node).toBe('>=20.19');
    expect(manifest.sideEffects).toBe(false);
    expect(readFileSync(join(folder, 'README.md'), 'utf8')).toMatch(/not affiliated/i);
  });
});

/** What a module exports, functions and classes with the names that they call themselves. */
function namesIn(module: object): string[] {
  return Object.entries(module)
    .map(([name, value]) => (typeof value === 'function' ? `${name} ${value.name}` : name))
    .sort();
}

function explain(error: { stdout?: string; stderr?: string }): never {
  throw new Error(`${error.stdout ?? ''}\n${error.stderr ?? ''}`);
}
