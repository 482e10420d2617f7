import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { deadLinks } from '../../site/check-links.mjs';
import { pagesOf, resolveLink, root } from '../../site/pages.mjs';
import { knownStatuses, referencePages } from '../../site/reference-pages.mjs';
import { laggingTranslations, markTranslation, translations } from '../../site/translations.mjs';

const home = 'https://github.com/example/project';

describe('links in documents', () => {
  it.each([
    ['guides/sending', 'errors.md#codes', '/guides/errors#codes'],
    ['guides/sending', '../vocabulary.md', '/vocabulary'],
    ['guides/sending', '../../examples/', `${home}/tree/HEAD/examples`],
    ['guides/sending', '../../README.md#try-it', `${home}/blob/HEAD/README.md#try-it`],
    ['architecture', 'decisions/', '/decisions/'],
    ['guides/sending', 'https://example.com/a.md', 'https://example.com/a.md'],
    ['guides/sending', '#codes', '#codes'],
    // Polish pages lead to Polish pages, whether translated or not, and to the same heading.
    ['pl/guides/network', 'sending.md#resume-after-a-crash', '/pl/guides/sending#wznów-po-awarii'],
    ['pl/guides/sending', 'errors.md#kody', '/pl/guides/errors#kody'],
    ['pl/guides/network', 'errors.md', '/pl/guides/errors'],
    ['pl/guides/cli-reference', '../../guides/network.md', '/pl/guides/network'],
  ])('of %s to %s lead to %s', (page, href, target) => {
    expect(resolveLink(page, href, home)).toBe(target);
  });
});

describe('dead links of a site', () => {
  it('are found: to files, to anchors, and out of the base', () => {
    const folder = mkdtempSync(join(tmpdir(), 'ksef-links-'));
    mkdirSync(join(folder, 'sub'));
    writeFileSync(
      join(folder, 'index.html'),
      '<a href="sub/#here">1</a><a class="x" href="/base/sub/index.html#gone">2</a><a href="/sub/">3</a>' +
        '<a href="missing.html">4</a><img src="no.png"><a href="https://example.com/x">5</a><a href="../x">6</a>',
    );
    writeFileSync(join(folder, 'sub/index.html'), '<h1 id="here">Here</h1><a href="#here">up</a>');
    expect(deadLinks(folder, '/base/')).toEqual([
      'index.html: ../x',
      'index.html: /base/sub/index.html#gone',
      'index.html: /sub/',
      'index.html: missing.html',
      'index.html: no.png',
    ]);
  });
});

describe('Polish pages', () => {
  it('lag behind once the English text has changed, not its layout, until somebody marks them', () => {
    const folder = mkdtempSync(join(tmpdir(), 'ksef-translations-'));
    const english = join(folder, 'docs/guides/a.md');
    for (const path of ['docs/guides', 'docs/pl/guides']) mkdirSync(join(folder, path), { recursive: true });
    writeFileSync(english, '# A\n\n| a |\n| --- |\n');
    writeFileSync(join(folder, 'docs/pl/guides/a.md'), '---\nlayout: doc\n---\n\n# A po polsku\n');
    expect(laggingTranslations(folder)).toMatchObject([
      { polish: 'docs/pl/guides/a.md', problem: 'has no comment "source: docs/guides/a.md"' },
    ]);
    markTranslation('docs/pl/guides/a.md', folder);
    expect(laggingTranslations(folder)).toEqual([]);
    writeFileSync(english, '# A\n\n| a     |\n| ----- |\n');
    expect(laggingTranslations(folder)).toEqual([]);
    writeFileSync(english, '# A\n\nMore.\n');
    expect(laggingTranslations(folder)).toMatchObject([{ problem: 'docs/guides/a.md has changed since' }]);
    markTranslation('docs/pl/guides/a.md', folder);
    expect(readFileSync(join(folder, 'docs/pl/guides/a.md'), 'utf8')).toMatch(
      /^---\nlayout: doc\n---\n\n<!-- source: docs\/guides\/a.md [0-9a-f]{12} -->\n\n# A po polsku\n$/,
    );
    expect(laggingTranslations(folder)).toEqual([]);
  });

  it('say which English text they were made from', () => {
    expect(laggingTranslations().filter(({ problem }) => !/has changed since$/.test(problem))).toEqual([]);
  });
});

describe('code in Polish pages', () => {
  const current = translations().filter(
    ({ polish }) => !laggingTranslations().some((one) => one.polish === polish),
  );
  it.each(current)(
    'is that of the English text, comments and words apart: $polish',
    ({ polish, english }) => {
      expect(codeOf(polish)).toEqual(codeOf(english));
    },
  );

  function codeOf(document: string): string[] {
    const blocks = readFileSync(join(root, document), 'utf8').matchAll(/^ *```\w*\n[\s\S]*?^ *```$/gm);
    return [...blocks].map(([block]) =>
      block.replaceAll(/(\/\/|#).*|'[^'\n]*'|^ +/gm, '').replaceAll(/ +$/gm, ''),
    );
  }
});

describe('generated pages', () => {
  it('are current: after a change, run "npm run reference-pages"', async () => {
    const pages = referencePages(await validation('index'), await validation('status'));
    const written = Object.keys(pages).map((path) => [path, readFileSync(join(root, 'docs', path), 'utf8')]);
    expect(Object.fromEntries(written)).toEqual(pages);
  });
});

describe('the site', () => {
  const out = join(mkdtempSync(join(tmpdir(), 'ksef-site-')), 'site');
  let report = '';
  // Half a minute of a processor; a machine may have much else to do.
  beforeAll(async () => {
    const build = promisify(execFile)(process.execPath, [join(root, 'tools/site/build.mjs'), '--out', out], {
      cwd: root,
      maxBuffer: 64 * 1024 * 1024,
    });
    report = await build.then(
      ({ stdout }) => stdout,
      ({ stdout, stderr }: { stdout: string; stderr: string }) => `${stdout}\n${stderr}`,
    );
  }, 1_200_000);

  const pageAt = (path: string) => readFileSync(join(out, `${path}.html`), 'utf8');

  it('is built, and has no dead links', () => {
    expect(report).toMatch(/ 0 dead links\.\n$/);
  });

  it.each(['', 'pl/'])('has every page, in its own language or another: /%s', (prefix) => {
    for (const page of pagesOf('en'))
      expect(pageAt(`${prefix}${page.replace(/README$/, 'index')}`)).toContain('<h1');
  });

  it.each(['guides/errors', 'pl/guides/errors'])('has an anchor for each code of an error: %s', (page) => {
    const guide = readFileSync(join(root, 'docs/guides/errors.md'), 'utf8');
    const codes = [...guide.slice(guide.indexOf('\n## Codes\n')).matchAll(/^\|([^|]+)\|/gm)].flatMap(
      ([, cell = '']) => [...cell.matchAll(/`([A-Z_0-9]+)`/g)].map(([, code]) => code),
    );
    expect(codes.length).toBeGreaterThan(100);
    const html = pageAt(page);
    expect(codes.filter((code) => !html.includes(`id="${code}"`))).toEqual([]);
  });

  it.each(['guides/', 'pl/guides/'])('has an anchor for each status and rule: %s', async (folder) => {
    const { explainStatus } = await validation('status');
    const statuses = pageAt(`${folder}statuses`);
    for (const subject of ['invoice', 'session', 'export', 'login', 'request'])
      for (const { code } of knownStatuses(explainStatus, subject))
        expect(statuses).toContain(`id="${subject}-${code}"`);
    const { listRules } = await validation('index');
    const rules = pageAt(`${folder}validation-rules`);
    for (const { id } of listRules()) expect(rules).toContain(`id="${id}"`);
  });

  it('draws its diagrams before they reach the browser, and loads nothing from elsewhere', () => {
    const architecture = pageAt('architecture');
    expect(architecture.match(/<svg role="img"/g)?.length).toBeGreaterThan(3);
    expect(architecture).not.toMatch(/(src|href)="https?:[^"]*\.(js|css|woff2?)"|@import/);
  });

  it('documents what each package exports', () => {
    const packages = pageAt('api/index');
    for (const name of ['client', 'cli', 'emulator', 'forms']) expect(packages).toContain(`@ksef/${name}`);
    expect(pageAt('api/functions/_ksef_client.createKsef')).toContain('createKsef');
  });
});

// biome-ignore lint/suspicious/noExplicitAny: the package as it is built
function validation(entry: string): Promise<any> {
  return import(join(root, 'packages/validation/dist', `${entry}.js`));
}
