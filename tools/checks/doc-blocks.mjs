import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const fence = /^(?<margin> *\* ?|)```(?<language>\w*)/;

/**
 * The TypeScript blocks of the guides, the READMEs and the docstrings.
 *
 * @param {string} root
 * @returns {{ source: string, line: number, code: string }[]} `line` is that of the fence
 */
export function docBlocks(root) {
  const files = ['README.md', 'README.pl.md', ...under('docs')];
  for (const name of readdirSync(join(root, 'packages')))
    files.push(`packages/${name}/README.md`, ...under(`packages/${name}/src`));
  return files
    .filter((source) => /\.(md|ts)$/.test(source))
    .flatMap((source) => blocksOf(readFileSync(join(root, source), 'utf8')).map((b) => ({ source, ...b })));

  function under(folder) {
    return readdirSync(join(root, folder), { recursive: true }).map((path) => `${folder}/${path}`);
  }
}

/** @param {string} text */
export function blocksOf(text) {
  const blocks = [];
  let open;
  for (const [index, line] of text.split('\n').entries()) {
    const found = fence.exec(line)?.groups;
    if (open === undefined && found !== undefined) {
      open = { line: index + 1, isCode: found.language === 'ts', margin: found.margin, lines: [] };
    } else if (open !== undefined && found !== undefined) {
      if (open.isCode) blocks.push({ line: open.line, code: open.lines.join('\n') });
      open = undefined;
    } else open?.lines.push(open.margin === '' ? line : line.replace(/^ *\* ?/, ''));
  }
  return blocks;
}
