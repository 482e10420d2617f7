import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../..');
const guide = readFileSync(join(root, 'docs/guides/coming-from-other-clients.md'), 'utf8');
const [jobs = '', rest = ''] = guide.split('## What is not here');
const [, operations = ''] = rest.split('## Every operation');

const rowsOf = (text: string) =>
  text
    .split('\n')
    .filter((line) => line.startsWith('|') && !/^\|\s*-/.test(line))
    .map((line) => line.split('|').slice(1, -1));
const namesIn = (text: string) => [...text.matchAll(/`([^`]+)`/g)].map(([, name]) => name ?? '');
const load = (name: string) => {
  const [, packageName, entry = 'index'] = name.split('/');
  return import(join(root, 'packages', packageName ?? '', 'dist', `${entry}.js`)) as Promise<object>;
};
const declarationsOf = (client: string) =>
  readFileSync(join(root, 'tools/bench/node_modules', client, 'dist/index.d.ts'), 'utf8');

describe('the guide for those who come from other clients', () => {
  it('has every operation of the API once', async () => {
    const { operations: ours } = (await load('@ksef/api')) as { operations: Record<string, { id: string }> };
    const named = rowsOf(operations).flatMap(([first = '']) => namesIn(first));
    const ids = Object.values(ours).map(({ id }) => id);
    expect(named.filter((name) => name !== '@ksef/api').sort()).toEqual(ids.sort());
  });

  it('names what these packages have', async () => {
    const here = rowsOf(jobs).map((cells) => cells.at(-1) ?? '');
    const pattern = /((?:`\w+`(?:, | and )?)+)[^`;]* of `(@ksef\/[\w/-]+)`/g;
    const found = here.flatMap((cell) => [...cell.matchAll(pattern)]);
    expect(found.length).toBeGreaterThan(12);
    for (const [text, names = '', from = ''] of found)
      expect({ text, has: Object.keys(await load(from)) }).toEqual({
        text,
        has: expect.arrayContaining(namesIn(names).filter((name) => !/^(signer|publicKeys)$/.test(name))),
      });
  });

  it.each(['ksef-client-ts', 'ksef-client'])('names what %s has', (client) => {
    const declarations = declarationsOf(client);
    const column = rowsOf(operations)[0]?.findIndex((cell) => cell.trim() === `\`${client}\``) ?? -1;
    const single = rowsOf(operations).flatMap((cells) => namesIn(cells[column] ?? ''));
    const elsewhere = rowsOf(jobs + rest.split('## Every')[0]).flatMap((cells) => cells.slice(0, 2));
    const attributed = elsewhere
      .flatMap((cell) => cell.split(';').flatMap((part) => part.split(/(?<=\)), /)))
      .filter((part) => part.includes(`(\`${client}\``) || part.includes('(both of npm'))
      .flatMap((part) => namesIn(part.slice(0, part.lastIndexOf('('))));
    const names = [...single, ...attributed].filter((name) => name !== client && name !== 'ksef');
    expect(names.length).toBeGreaterThan(80);
    const missing = names.filter((name) =>
      name.split('.').some((word) => !new RegExp(`\\b${word}\\b`).test(declarations)),
    );
    expect(missing).toEqual([]);
  });
});
