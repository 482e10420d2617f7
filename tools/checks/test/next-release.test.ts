import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../../..');

it('makes no release a major one that no changeset calls so', async () => {
  const copy = await mkdtemp(join(tmpdir(), 'ksef-release-'));
  const manifestsOnly = (path: string) => !/\.\w+$/.test(basename(path)) || path.endsWith('package.json');
  const skipped = /[\\/](node_modules|dist|src|test)$/;
  for (const folder of ['packages', 'tools', 'examples'])
    await cp(join(root, folder), join(copy, folder), {
      recursive: true,
      filter: (path) => !skipped.test(path) && manifestsOnly(path),
    });
  for (const path of ['.changeset', 'package.json', 'pnpm-workspace.yaml'])
    await cp(join(root, path), join(copy, path), { recursive: true });
  const changes = await changesIn(join(copy, '.changeset'));
  const before = await versionsIn(copy);

  await run(join(root, 'node_modules/.bin/changeset'), ['version'], { cwd: copy });

  const majors = (await versionsIn(copy)).filter(({ version }, index) => {
    const earlier = before[index]?.version ?? '';
    return version.split('.')[0] !== earlier.split('.')[0];
  });
  expect(majors.filter(({ name }) => !new RegExp(`"${name}": major`).test(changes))).toEqual([]);
});

async function changesIn(folder: string): Promise<string> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.md'));
  return (await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')))).join('\n');
}

async function versionsIn(folder: string): Promise<{ readonly name: string; readonly version: string }[]> {
  const names = (await readdir(join(folder, 'packages'))).sort();
  return Promise.all(
    names.map(async (name) => {
      const manifest = JSON.parse(await readFile(join(folder, 'packages', name, 'package.json'), 'utf8'));
      return { name: manifest.name, version: manifest.version };
    }),
  );
}
