import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { blocksOf, docBlocks } from '../doc-blocks.mjs';

const root = join(import.meta.dirname, '../../..');
const packages = readdirSync(join(root, 'packages'));

it('finds blocks in Markdown and in docstrings, and no other languages', () => {
  expect(blocksOf('a\n```ts\nconst a = 1;\n\nconst b = 2;\n```\n```sh\nls\n```\n')).toEqual([
    { line: 2, code: 'const a = 1;\n\nconst b = 2;' },
  ]);
  expect(blocksOf('  /**\n   * ```ts\n   * if (a)\n   *   b();\n   * ```\n   */')).toEqual([
    { line: 2, code: 'if (a)\n  b();' },
  ]);
});

it('finds blocks that do not compile', { timeout: 120_000 }, async () => {
  const bad = { source: 'docs/bad.md', line: 7, code: "import { noSuch } from '@ksef/core';" };
  expect(await compile([bad])).toMatch(/docs__bad\.md\.7\.ts\(8,10\): error TS2305: .*noSuch/);
});

it('has documents whose blocks run when pasted: few need something declared first', () => {
  const blocks = docBlocks(root).filter(({ source }) => source.endsWith('.md'));
  const needy = blocks.filter(({ code }) => /^declare /m.test(code));
  expect(needy.length / blocks.length, needy.map(({ source }) => source).join('\n')).toBeLessThan(0.15);
});

it('compiles every block of the guides, the READMEs and the docstrings by itself', {
  timeout: 300_000,
}, async () => {
  const blocks = docBlocks(root);
  expect(blocks.length).toBeGreaterThan(50);
  expect(await compile(blocks)).toBe('');
});

/** What tsc says. Files are named after the source and the line of the fence; lines are those of the source. */
async function compile(blocks: ReturnType<typeof docBlocks>): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'ksef-doc-blocks-'));
  const files = blocks.map(({ code, line, source }) => {
    const name = `${source.replaceAll('/', '__')}.${line}.ts`;
    writeFileSync(join(folder, name), `${'\n'.repeat(line)}${code}\nexport {};\n`);
    return name;
  });
  const config = {
    extends: join(root, 'tsconfig.base.json'),
    compilerOptions: {
      types: ['node'],
      typeRoots: [join(root, 'node_modules/@types')],
      // As users get them.
      customConditions: [],
      paths: paths(),
    },
    files,
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
  return promisify(execFile)(join(root, 'node_modules/.bin/tsc'), ['-p', '.', '--pretty', 'false'], {
    cwd: folder,
  }).then(
    ({ stdout }) => stdout,
    ({ stdout }: { stdout: string }) => stdout,
  );
}

/** Our packages as they are built; others as our packages see them. */
function paths(): Record<string, string[]> {
  const others = packages.flatMap((name) => [
    join(root, 'packages', name, 'node_modules/@types/*'),
    join(root, 'packages', name, 'node_modules/*'),
  ]);
  return Object.fromEntries([...packages.flatMap(entriesOf), ['*', others]]);
}

function entriesOf(name: string): [string, string[]][] {
  const folder = join(root, 'packages', name);
  const { exports } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    exports: Record<string, { import?: { types: string } }>;
  };
  return Object.entries(exports).flatMap(([entry, { import: esm }]) =>
    esm === undefined ? [] : [[`@ksef/${name}${entry.slice(1)}`, [join(folder, esm.types)]]],
  );
}
