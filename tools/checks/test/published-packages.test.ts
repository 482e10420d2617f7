import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, isAbsolute, join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { tarballOf } from '../install-alone.mjs';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../../..');
const bin = join(root, 'node_modules/.bin');
const names = readdirSync(join(root, 'packages')).sort();

describe.each(names)('@ksef/%s as npm would publish it', (name) => {
  const folder = join(root, 'packages', name);
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));

  const target = mkdtempSync(join(tmpdir(), 'ksef-pack-'));
  const unpacked = join(target, 'package');
  let tarball = '';
  beforeAll(async () => {
    tarball = tarballOf(name);
    await run('tar', ['xzf', tarball, '-C', target]);
  });

  it('passes publint', async () => {
    const { stdout } = await run(join(bin, 'publint'), ['--strict', '--pack', 'false', unpacked]).catch(
      explain,
    );
    expect(stdout).toMatch(/All good/);
  });

  it('has right types for ESM, CJS and bundlers', async () => {
    await run(join(bin, 'attw'), [tarball, '--profile', 'node16', '--format', 'table-flipped']).catch(
      explain,
    );
  });

  it('leads to its sources inside this repository only: no published file mentions that condition', async () => {
    const entries = Object.entries<string | Record<string, unknown>>(manifest.exports);
    for (const [, entry] of entries.filter(([, value]) => typeof value === 'object')) {
      const [[condition, source] = []] = Object.entries(entry);
      expect(condition).toBe('@ksef/source'); // first, or it never wins
      expect(existsSync(join(folder, source as string))).toBe(true);
    }
    expect(manifest.scripts.prepack).toBe('node ../../tools/pack/require-pnpm.mjs');
    const files = readdirSync(unpacked, { recursive: true, withFileTypes: true }).filter((file) =>
      file.isFile(),
    );
    const texts = files.map((file) => readFileSync(join(file.parentPath, file.name), 'utf8'));
    expect(texts.filter((text) => text.includes('@ksef/source'))).toEqual([]);
    const published = JSON.parse(readFileSync(join(unpacked, 'package.json'), 'utf8'));
    expect(Object.keys(published.exports)).toEqual(Object.keys(manifest.exports));
  });

  it('has types of its entries where TypeScript reads no `exports` (moduleResolution node10)', () => {
    const entries = Object.keys(manifest.exports)
      .map((entry) => entry.slice(2))
      .filter((entry) => entry !== '' && !entry.endsWith('.json'));
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
    // Data that are published as they are stand in `schema`.
    const data = Object.values(manifest.exports).some((target) => String(target).startsWith('./schema/'));
    expect(manifest.files).toEqual([
      'dist',
      ...(data ? ['schema'] : []),
      'README.md',
      'CHANGELOG.md',
      'LICENSE',
    ]);
    expect(manifest.publishConfig).toEqual({ access: 'public' });
  });

  it('says what it is, under which licence, and that it is not affiliated with the ministry', () => {
    expect(manifest.license).toBe('MIT');
    expect(manifest.engines.node).toBe('>=20.19');
    expect(manifest.sideEffects).toBe(false);
    expect(readFileSync(join(folder, 'README.md'), 'utf8')).toMatch(/not affiliated/i);
  });
});

it('cannot be packed by npm, which would leave the way to the sources in', async () => {
  const packed = run('npm', ['pack', '--dry-run'], { cwd: join(root, 'packages/core') });
  await expect(packed).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('Pack and publish with pnpm'),
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
