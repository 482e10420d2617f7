import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../..');
const documents = [
  ...readdirSync(root).filter((name) => name.endsWith('.md')),
  ...readdirSync(join(root, 'docs'), { recursive: true }).map((path) => `docs/${path}`),
  'examples/README.md',
  ...readdirSync(join(root, 'packages')).map((name) => `packages/${name}/README.md`),
].filter((path) => path.endsWith('.md'));

it('has no dead links to files in its documents', () => {
  const links = documents.flatMap((document) =>
    [...readFileSync(join(root, document), 'utf8').matchAll(/\]\((?!https?:)([^)#]+)/g)].map(
      ([, target = '']) => ({ document, target }),
    ),
  );
  expect(links.length).toBeGreaterThan(30);
  const dead = ({ document, target }: (typeof links)[number]) =>
    !existsSync(join(root, dirname(document), target));
  expect(links.filter(dead)).toEqual([]);
});

it('lists every guide among the guides', () => {
  const index = readFileSync(join(root, 'docs/guides/README.md'), 'utf8');
  const guides = readdirSync(join(root, 'docs/guides')).filter((name) => name !== 'README.md');
  expect(guides.filter((name) => !index.includes(`(${name})`))).toEqual([]);
});
