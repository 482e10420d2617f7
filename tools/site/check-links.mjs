// Finds dead links in a site as it was built: to files, and to anchors within them.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, posix, relative } from 'node:path';

const tag = /<(?:a|area|link|script|img|source|iframe)\s[^>]*?\b(?:href|src)="([^"]*)"/g;

/**
 * @param {string} folder where the site is
 * @param {string} [base] the path that it is published under
 * @returns {string[]} `page: link` of each dead link
 */
export function deadLinks(folder, base = '/') {
  const pages = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.html'));
  const anchors = new Map();
  const dead = new Set();
  for (const page of pages) {
    for (const [, found = ''] of withoutScripts(readFileSync(join(folder, page), 'utf8')).matchAll(tag)) {
      const link = found.replaceAll('&amp;', '&');
      if (/^([a-z]+:|\/\/)/i.test(link)) continue;
      if (!leadsSomewhere(page, link)) dead.add(`${page}: ${link}`);
    }
  }
  return [...dead].sort();

  function leadsSomewhere(page, link) {
    const [path = '', fragment = ''] = link.split('#');
    const plain = decodeURI(path.replace(/\?.*$/, ''));
    const target = fileOf(
      plain === ''
        ? page
        : plain.startsWith('/')
          ? plain.startsWith(base)
            ? plain.slice(base.length)
            : '../elsewhere'
          : posix.join(posix.dirname(page), plain),
    );
    if (target === undefined) return false;
    if (fragment === '' || !target.endsWith('.html')) return true;
    return anchorsOf(target).has(decodeURIComponent(fragment));
  }

  /** What a server of files answers with. */
  function fileOf(path) {
    const file = join(folder, path);
    if (relative(folder, file).startsWith('..') || !existsSync(file)) return undefined;
    if (!statSync(file).isDirectory()) return path;
    return existsSync(join(file, 'index.html')) ? posix.join(path, 'index.html') : undefined;
  }

  function anchorsOf(page) {
    let known = anchors.get(page);
    if (known === undefined) {
      const text = readFileSync(join(folder, page), 'utf8');
      known = new Set(
        [...text.matchAll(/\s(?:id|name)="([^"]+)"/g)].map(([, id = '']) => id.replaceAll('&amp;', '&')),
      );
      anchors.set(page, known);
    }
    return known;
  }
}

function withoutScripts(html) {
  return html.replace(/<script\b(?![^>]*\bsrc=)[^>]*>[\s\S]*?<\/script>/g, '');
}
