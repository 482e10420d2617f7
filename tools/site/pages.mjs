// The pages of the documentation site, as they stand under `docs`.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
export const docs = join(root, 'docs');

/** Guides in the order of the menu, by section. A guide that no section has is listed under the last one. */
const sections = [
  {
    title: { en: 'Start', pl: 'Na początek' },
    pages: ['getting-started', 'guides/ksef-basics', 'guides/ksef-for-accountants', 'recipes'],
  },
  {
    title: { en: 'Issue invoices', pl: 'Wystawianie faktur' },
    pages: [
      'guides/sending',
      'guides/services',
      'guides/building-invoices',
      'guides/validation',
      'guides/validation-rules',
      'guides/corrections',
      'guides/after-sending',
      'guides/qr-codes',
      'guides/pdf',
      'guides/offline',
      'guides/on-behalf-of-others',
    ],
  },
  {
    title: { en: 'Receive invoices', pl: 'Odbieranie faktur' },
    pages: ['guides/receiving', 'guides/paying'],
  },
  {
    title: { en: 'Compare with your books', pl: 'Uzgadnianie z ewidencją' },
    pages: ['guides/reconciliation'],
  },
  {
    title: { en: 'Log in', pl: 'Uwierzytelnianie' },
    pages: [
      'guides/login-token',
      'guides/login-signature',
      'guides/login-ksef-certificate',
      'guides/login-qualified-signature',
      'guides/login-seal',
      'guides/login-trusted-profile',
      'guides/login-remote-signer',
      'guides/permissions',
      'guides/ksef-certificates',
      'guides/credentials',
    ],
  },
  {
    title: { en: 'Command line and emulator', pl: 'Wiersz poleceń i emulator' },
    pages: ['guides/cli', 'guides/cli-reference', 'guides/mcp', 'guides/emulator', 'guides/testing'],
  },
  {
    title: { en: 'Errors', pl: 'Błędy' },
    pages: ['guides/errors', 'guides/statuses', 'guides/failure-handling'],
  },
  // And every guide that stands in no other section.
  { title: { en: 'In production', pl: 'Na produkcji' }, pages: [] },
];

/** Every page of a language as a path below `docs` without `.md`: `guides/sending`, `pl/guides/sending`. */
export function pagesOf(language, from = docs) {
  const folder = language === 'pl' ? join(from, 'pl') : from;
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.md') && !/[[]|^\.vitepress\//.test(path))
    .filter((path) => language === 'pl' || !path.startsWith('pl/'))
    .map((path) => path.slice(0, -'.md'.length))
    .sort();
}

/** Pages that exist in English alone. */
export function untranslatedPages() {
  const translated = new Set(pagesOf('pl'));
  return pagesOf('en').filter((page) => !translated.has(page));
}

/** The text of a page without its front matter. */
export function textOf(page) {
  const text = readFileSync(join(docs, `${page}.md`), 'utf8');
  return text.replace(/^---\n[\s\S]*?\n---\n/, '');
}

/** The first heading of a page. */
export function titleOf(page) {
  return /^# (.+)$/m.exec(textOf(page))?.[1]?.replaceAll('`', '') ?? posix.basename(page);
}

/** The anchor of a heading, as GitHub makes it: links in the documents work in both places. */
export function slugOf(heading) {
  return heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_\- ]/gu, '')
    .replaceAll(' ', '-');
}

/** The anchors of a page's headings, in order. */
function anchorsOf(page) {
  const prose = textOf(page).replace(/^```[\s\S]*?^```$/gm, '');
  return [...prose.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => slugOf(heading));
}

/** The anchor of the same heading in the Polish page: none where the two differ in their headings. */
function anchorInPolish(page, anchor) {
  const english = anchorsOf(page);
  const index = english.indexOf(anchor);
  if (index === -1) return anchor;
  const polish = anchorsOf(`pl/${page}`);
  return polish.length === english.length ? polish[index] : undefined;
}

/** Where a page is on the site. */
export function addressOf(page) {
  return `/${page.replace(/(^|\/)README$/, '$1')}`;
}

/** The menu of a language. */
export function sidebarOf(language) {
  const translated = new Set(pagesOf('pl'));
  const english = pagesOf('en');
  const listed = new Set(sections.flatMap(({ pages }) => pages));
  const others = english.filter(
    (page) => page.startsWith('guides/') && page !== 'guides/README' && !listed.has(page),
  );
  const item = (page) => {
    const own = language === 'pl' && translated.has(page) ? `pl/${page}` : page;
    const mark = language === 'pl' && !translated.has(page) ? ' (EN)' : '';
    return {
      text: `${titleOf(own)}${mark}`,
      link: addressOf(language === 'pl' ? `pl/${page}` : page),
    };
  };
  const group = (title, pages, collapsed) => ({
    text: title[language],
    collapsed,
    items: pages.filter((page) => english.includes(page)).map(item),
  });
  const decisions = english.filter((page) => /^decisions\/\d/.test(page));
  const prefix = language === 'pl' ? '/pl' : '';
  return {
    [`${prefix}/decisions/`]: [group({ en: 'Decisions', pl: 'Decyzje' }, decisions, false)],
    [`${prefix}/`]: [
      ...sections.map(({ title, pages }, index) =>
        group(title, index === sections.length - 1 ? others : pages, false),
      ),
      group(
        { en: 'The project', pl: 'Projekt' },
        ['architecture', 'vocabulary', 'decisions/README', 'security/threat-model'],
        false,
      ),
    ],
  };
}

/**
 * Where a link in a document leads on the site: to another page, or to a file of the repository.
 *
 * @param {string} page the page that the link stands in
 * @param {string} href
 * @param {string} home the repository's address
 */
export function resolveLink(page, href, home) {
  if (/^([a-z]+:|#|\/|$)/i.test(href)) return href;
  const isPolish = page.startsWith('pl/');
  // A page that is not translated is shown with its English text, whose links are those of the English page.
  const source = isPolish && !existsSync(join(docs, `${page}.md`)) ? page.slice('pl/'.length) : page;
  const [path = '', written] = href.split('#');
  const hashOf = (fragment) => (fragment === undefined ? '' : `#${fragment}`);
  const target = posix.join('docs', posix.dirname(source), decodeURI(path)).replace(/\/$/, '');
  if (target !== 'docs' && !target.startsWith('docs/')) {
    const file = join(root, target);
    const kind = existsSync(file) && statSync(file).isDirectory() ? 'tree' : 'blob';
    return `${home}/${kind}/HEAD/${target}${hashOf(written)}`;
  }
  if (!target.endsWith('.md') && posix.extname(target) !== '') return href;
  const found = target.slice('docs/'.length).replace(/\.md$/, '');
  const isFolder = !target.endsWith('.md');
  const plain = found.replace(/^pl\//, '');
  const language = isPolish ? 'pl/' : found.slice(0, found.length - plain.length);
  const isTranslated = existsSync(join(docs, 'pl', `${plain}.md`));
  const fragment =
    written !== undefined && isPolish && isTranslated && !found.startsWith('pl/')
      ? anchorInPolish(plain, written)
      : written;
  return `${addressOf(`${language}${plain}${isFolder ? '/' : ''}`)}${hashOf(fragment)}`;
}
