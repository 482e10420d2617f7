// Diagrams of docs/architecture.md, from the imports as they are. `npm run diagrams` writes them.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { readImports } from './imports.mjs';

const document = 'docs/architecture.md';

/** Packages whose folders are drawn. */
const drawn = ['sessions', 'api', 'emulator'];

/**
 * The text with its diagrams as the imports say.
 *
 * @param {string} text
 * @param {readonly import('./imports.mjs').Module[]} modules
 */
export function withDiagrams(text, modules) {
  const diagrams = {
    packages: diagramOf(modules, /^packages\/([^/]+)\/src\//),
    ...Object.fromEntries(
      drawn.map((name) => [
        name,
        diagramOf(modules, new RegExp(`^packages/${name}/src/(?!generated/)([^/]+)/`)),
      ]),
    ),
  };
  return text.replace(/(<!-- diagram (\w+) -->\n)[\s\S]*?(<!-- \/diagram -->)/g, (_, begin, name, end) => {
    if (diagrams[name] === undefined) throw new Error(`${document}: there is no diagram "${name}".`);
    return `${begin}\n${diagrams[name]}\n\n${end}`;
  });
}

/** Mermaid. `place` finds the node of a file; an arrow that follows from two others is left out. */
function diagramOf(modules, place) {
  const nodeOf = (path) => place.exec(path)?.[1];
  const edges = new Map();
  for (const { source, dependencies } of modules) {
    const from = nodeOf(source);
    if (from === undefined) continue;
    const targets = edges.get(from) ?? new Set();
    edges.set(from, targets);
    for (const { resolved } of dependencies) {
      const to = nodeOf(resolved);
      if (to !== undefined && to !== from) targets.add(to);
    }
  }
  const nodes = [...edges.keys()].sort();
  const arrows = nodes.flatMap((from) =>
    [...edges.get(from)]
      .filter((to) => !leadsRound(edges, from, to))
      .sort()
      .map((to) => `  ${idOf(from)} --> ${idOf(to)}`),
  );
  return [
    '```mermaid',
    'flowchart TD',
    ...nodes.map((name) => `  ${idOf(name)}["${name}"]`),
    ...arrows,
    '```',
  ].join('\n');
}

/** Whether one comes from here to there by another way than straight. */
function leadsRound(edges, from, to) {
  const seen = new Set([from]);
  const ahead = [...edges.get(from)].filter((next) => next !== to);
  for (let next = ahead.pop(); next !== undefined; next = ahead.pop()) {
    if (next === to) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    ahead.push(...(edges.get(next) ?? []));
  }
  return false;
}

function idOf(name) {
  return name.replaceAll('-', '_');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
  const file = join(root, document);
  const { modules } = await readImports(root);
  writeFileSync(file, withDiagrams(readFileSync(file, 'utf8'), modules));
}
