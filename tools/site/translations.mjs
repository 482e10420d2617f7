// Which Polish pages lag behind the English ones. Each begins with a comment that names the English text it was made from:
// `<!-- source: docs/guides/sending.md 1a2b3c4d5e6f -->`. `npm run translations` lists those that lag, with `-- --mark FILE…`
// it writes the present state into pages that were brought up to date.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { pagesOf, root } from './pages.mjs';

/** Made by a program in both languages: neither can lag. */
const generated = ['guides/cli-reference', 'guides/statuses', 'guides/validation-rules'];
const mark = /<!-- source: (\S+) ([0-9a-f]{12}) -->\n/;

/** Polish documents and the English ones they are made from, relative to the root of the repository. */
export function translations(folder = root) {
  const pages = pagesOf('pl', join(folder, 'docs'))
    .filter((page) => !generated.includes(page))
    .map((page) => ({ polish: `docs/pl/${page}.md`, english: `docs/${page}.md` }));
  return [{ polish: 'README.pl.md', english: 'README.md' }, ...pages].filter(({ polish }) =>
    existsSync(join(folder, polish)),
  );
}

/**
 * What is to be said about each Polish document, if anything.
 *
 * @returns {{ polish: string, english: string, problem: string }[]}
 */
export function laggingTranslations(folder = root) {
  return translations(folder).flatMap(({ polish, english }) => {
    if (!existsSync(join(folder, english)))
      return [{ polish, english, problem: `${english} does not exist` }];
    const found = mark.exec(readFileSync(join(folder, polish), 'utf8'));
    if (found?.[1] !== english) return [{ polish, english, problem: `has no comment "source: ${english}"` }];
    return found[2] === stateOf(join(folder, english))
      ? []
      : [{ polish, english, problem: `${english} has changed since` }];
  });
}

/** Whether the page of the site lags behind. */
export function lags(page, folder = root) {
  return laggingTranslations(folder).some(({ polish }) => polish === `docs/pl/${page}.md`);
}

/** Writes the present state of the English text into a Polish document. */
export function markTranslation(polish, folder = root) {
  const english = translations(folder).find((one) => one.polish === polish)?.english;
  if (english === undefined) throw new Error(`${polish} is not a translation.`);
  const file = join(folder, polish);
  const text = readFileSync(file, 'utf8');
  const comment = `<!-- source: ${english} ${stateOf(join(folder, english))} -->\n`;
  // Front matter has to stand first.
  const head = /^---\n[\s\S]*?\n---\n\n?/.exec(text)?.[0] ?? '';
  writeFileSync(
    file,
    mark.test(text) ? text.replace(mark, comment) : `${head}${comment}\n${text.slice(head.length)}`,
  );
}

/** The same for texts that differ in spaces and the widths of tables alone. */
function stateOf(file) {
  const text = readFileSync(file, 'utf8').replace(/\s+/g, ' ').replace(/-{3,}/g, '---');
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [first, ...files] = process.argv.slice(2);
  if (first === '--mark')
    for (const { polish } of translations())
      if (files.some((file) => relative(root, resolve(file)).replaceAll('\\', '/') === polish))
        markTranslation(polish);
  const lagging = laggingTranslations();
  for (const { polish, problem } of lagging)
    console.log(
      process.env.GITHUB_ACTIONS ? `::warning file=${polish}::${problem}` : `${polish}: ${problem}`,
    );
  console.log(`${lagging.length} of ${translations().length} Polish pages lag behind.`);
}
