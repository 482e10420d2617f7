import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { currentHome, linksOf } from '../../pack/home.mjs';

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

it('has no dead links to headings', () => {
  const dead = documents.flatMap((document) =>
    [...textOf(document).matchAll(/\]\((?!https?:)([^)#]*)#([^)]+)\)/g)].filter(
      ([, target = '', heading = '']) => {
        const file = target === '' ? document : join(dirname(document), target);
        return file.endsWith('.md') && !headingsOf(file).includes(heading);
      },
    ),
  );
  expect(dead.map(([link]) => link)).toEqual([]);
});

/** The headings of a document as GitHub names them in links. */
function headingsOf(document: string): string[] {
  return [...textOf(document).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}_\- ]/gu, '')
      .replaceAll(' ', '-'),
  );
}

// npm shows a README without the repository around it.
it.each(documents.filter((path) => path.startsWith('packages/')))(
  '%s has whole addresses as links, and those into the repository lead somewhere',
  (document) => {
    const links = [...textOf(document).matchAll(/\]\(([^)]+)\)/g)].map(([, target = '']) => target);
    expect(links.filter((target) => !/^(https:\/\/|#)/.test(target))).toEqual([]);
    const own = links.filter((target) => target.startsWith(`${currentHome()}/`));
    const dead = own.filter((target) => {
      const [, kind, path = ''] =
        /\/(blob|tree)\/HEAD\/([^#]+)/.exec(target.slice(currentHome().length)) ?? [];
      const file = join(root, path);
      return kind === undefined || !existsSync(file) || statSync(file).isDirectory() !== (kind === 'tree');
    });
    expect(dead).toEqual([]);
  },
);

it.each(readdirSync(join(root, 'packages')))(
  '@ksef/%s has a page of its own on npm: what it is, how to install it, an example',
  (name) => {
    const readme = textOf(`packages/${name}/README.md`);
    expect(readme).toMatch(new RegExp(`^# @ksef/${name}\\n\\n\\w`));
    expect(readme).toMatch(new RegExp(`\`\`\`sh\\nnpm install .*@ksef/${name}\\b`));
    expect(readme).toContain('```ts\n');
  },
);

it('has badges of what exists: its workflows and packages', () => {
  const badges = [...textOf('README.md').matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)].map(([, image = '']) => image);
  expect(badges.length).toBeGreaterThan(0);
  for (const image of badges) {
    const [, workflow] = /\/actions\/workflows\/([\w-]+\.yml)\/badge\.svg$/.exec(image) ?? [];
    const [, folder] =
      /^https:\/\/img\.shields\.io\/(?:npm\/v|npm\/l|node\/v)\/@ksef\/([\w-]+)$/.exec(image) ?? [];
    const of = workflow === undefined ? `packages/${folder}/package.json` : `.github/workflows/${workflow}`;
    expect({ image, exists: existsSync(join(root, of)) }).toEqual({ image, exists: true });
    if (workflow !== undefined)
      expect(image).toBe(`${currentHome()}/actions/workflows/${workflow}/badge.svg`);
  }
});

it.each(readdirSync(join(root, 'packages')))('@ksef/%s says where it comes from', (name) => {
  const manifest = JSON.parse(textOf(`packages/${name}/package.json`));
  expect(manifest, 'write it with `node tools/pack/home.mjs`').toMatchObject(linksOf(currentHome(), name));
});

it('lists every guide among the guides', () => {
  const index = readFileSync(join(root, 'docs/guides/README.md'), 'utf8');
  const guides = readdirSync(join(root, 'docs/guides')).filter((name) => name !== 'README.md');
  expect(guides.filter((name) => !index.includes(`(${name})`))).toEqual([]);
});

// npm hoists what others need, so that an import works by chance; pnpm and Yarn do not.
it.each(documents.filter((path) => /README(\.pl)?\.md$/.test(path) && /npm install /.test(textOf(path))))(
  '%s installs every package that its code imports',
  (document) => {
    const text = textOf(document);
    const installed = [...text.matchAll(/npm install ([^#`\n]*)/g)].flatMap(([, names = '']) =>
      names.trim().split(/\s+/),
    );
    const imported = [...text.matchAll(/from '((?:@[^/']+\/)?[^/.'][^/']*)/g)].map(([, name = '']) => name);
    expect(imported.length).toBeGreaterThan(0);
    expect(imported.filter((name) => !name.startsWith('node:') && !installed.includes(name))).toEqual([]);
  },
);

function textOf(document: string): string {
  return readFileSync(join(root, document), 'utf8');
}
