// The table of architecture.mjs as rules of dependency-cruiser.
import { existsSync, readdirSync } from 'node:fs';
import { basename, join, relative } from 'node:path';

/**
 * @param {string} root
 * @param {Readonly<Record<string, import('./architecture.mjs').PackageRules>>} packages
 * @returns {import('dependency-cruiser').IForbiddenRuleType[]}
 */
export function importRules(root, packages) {
  return Object.entries(packages).flatMap(([name, rules]) => [
    ...packageRules(name, rules),
    ...(rules.browserSafe ? browserRules(name) : []),
    ...publicFileRules(root, name),
    ...folderRules(name, rules.folders ?? {}),
  ]);
}

function packageRules(name, { imports, unfinished }) {
  const own = sources(name);
  const allowed = imports.length === 0 ? 'none' : imports.join('|');
  const ring = { name: 'ring', from: { path: own }, to: { circular: true, viaOnly: { path: own } } };
  return [
    ...(unfinished === undefined ? [ring] : []),
    {
      name: 'direction',
      from: { path: own },
      to: {
        path: '^(packages/[^/]+/|@ksef/)',
        pathNot: `^(packages/(${name}|${allowed})/|@ksef/(${allowed})(/|$))`,
      },
    },
    {
      name: 'leaves-package',
      from: { path: own },
      to: { dependencyTypes: ['local'], pathNot: `^packages/${name}/` },
    },
  ];
}

function browserRules(name) {
  const from = { path: sources(name), pathNot: forNode(name) };
  return [
    { name: 'not-in-browsers', from, to: { dependencyTypes: ['core'] } },
    { name: 'node-only', from, to: { path: forNode(name) } },
  ];
}

/** Where a folder has an `index.ts`, that is all that files outside of it may import. Generated ones are as they are. */
function publicFileRules(root, name) {
  return foldersOf(join(root, 'packages', name, 'src'))
    .filter((folder) => existsSync(join(folder, 'index.ts')) && basename(folder) !== 'generated')
    .map((folder) => `^${relative(root, folder).replaceAll('\\', '/')}/`)
    .map((inside) => ({
      name: 'public-file',
      from: { path: sources(name), pathNot: inside },
      to: { path: inside, pathNot: `${inside}index\\.ts$` },
    }));
}

function folderRules(name, folders) {
  return Object.entries(folders).map(([folder, allowed]) => ({
    name: 'folder-direction',
    from: { path: `${sources(name)}${inFolder(folder)}` },
    to: { path: sources(name), pathNot: `${sources(name)}(${[folder, ...allowed].map(inFolder).join('|')})` },
  }));
}

function inFolder(folder) {
  return folder === '.' ? '[^/]+\\.ts$' : `${folder}/`;
}

function sources(name) {
  return `^packages/${name}/src/`;
}

function forNode(name) {
  return `${sources(name)}(internal/)?node(\\.ts$|/)`;
}

/** Folders below this one, at any depth. */
export function foldersOf(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name));
}
