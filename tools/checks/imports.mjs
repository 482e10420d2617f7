// Reads every import of our packages once, and judges it. See architecture.mjs.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { cruise } from 'dependency-cruiser';
import { mostFilesInFolder, packages as ourPackages } from './architecture.mjs';
import { foldersOf, importRules } from './import-rules.mjs';

/**
 * @typedef {object} Module
 * @property {string} source below the root
 * @property {readonly { module: string, resolved: string, dependencyTypes: readonly string[] }[]} dependencies
 */

/**
 * What is imported, and one line for every import that breaks a rule.
 *
 * @param {string} root
 * @param {Readonly<Record<string, import('./architecture.mjs').PackageRules>>} [packages]
 * @returns {Promise<{ modules: readonly Module[], violations: string[] }>}
 */
export async function readImports(root, packages = ourPackages) {
  const { output } = await cruise(
    ['packages'],
    {
      baseDir: root,
      exclude: { path: '(^|/)(node_modules|dist|test)/' },
      doNotFollow: { path: 'node_modules' },
      includeOnly: undefined,
      tsPreCompilationDeps: true,
      enhancedResolveOptions: {
        exportsFields: ['exports'],
        // Not `node`: where files differ by platform, a browser's must keep the rules.
        conditionNames: ['@ksef/source', 'import', 'default'],
        extensions: ['.ts', '.js'],
      },
      ruleSet: { forbidden: importRules(root, packages).map((rule) => ({ severity: 'error', ...rule })) },
      validate: true,
    },
    {},
    {},
  );
  const violations = [
    ...output.summary.violations.map((violation) => explain(violation, output.modules)),
    ...undeclared(root, output.modules),
    ...names(root)
      .filter((name) => packages[name] === undefined)
      .map((name) => `packages/${name}: not in the table of tools/checks/architecture.mjs`),
    ...names(root).flatMap((name) => folderFaults(root, name, packages[name] ?? {})),
  ];
  return { modules: output.modules, violations: [...new Set(violations)].sort() };
}

function explain({ from, to, rule, cycle }, modules) {
  const { dependencies = [] } = modules.find(({ source }) => source === from) ?? {};
  const specifier = dependencies.find(({ resolved }) => resolved === to)?.module ?? to;
  switch (rule.name) {
    case 'direction':
      return `${from}: may not import ${/^packages\//.test(to) ? to.replace(/^packages\/([^/]+).*/, '@ksef/$1') : to}`;
    case 'leaves-package':
      return `${from}: ${specifier} leaves the package`;
    case 'not-in-browsers':
      return `${from}: node:${to.replace(/^node:/, '')} does not exist in browsers`;
    case 'node-only':
      return `${from}: ${specifier} is for Node only`;
    case 'public-file':
      return `${from}: imports ${to}, where only index.ts of its folder is for others`;
    case 'folder-direction':
      return `${from}: may not import ${to}: see the table of folders`;
    case 'ring':
      return `${[...new Set([from, ...cycle.map(({ name }) => name)])].sort().join(', ')}: import each other in a ring`;
    default:
      return `${from}: ${rule.name} ${to}`;
  }
}

/** A package that comes in by chance, through another one, is gone where npm is not used. */
function undeclared(root, modules) {
  return modules.flatMap(({ source, dependencies }) => {
    const [, folder] = /^(packages\/[^/]+)\/src\//.exec(source) ?? [];
    if (folder === undefined) return [];
    const { dependencies: own, peerDependencies } = manifestIn(join(root, folder));
    const declared = { ...own, ...peerDependencies };
    return (
      dependencies
        .filter(({ module, dependencyTypes }) => !module.startsWith('.') && !dependencyTypes.includes('core'))
        // `/// <reference types="node" />`, and `imports` of package.json.
        .filter(({ module }) => module !== 'node' && !module.startsWith('#'))
        .map(({ module }) => /^(@[^/]+\/)?[^/]+/.exec(module)?.[0] ?? module)
        .filter((name) => !(name in declared))
        .map((name) => `${source}: imports ${name}, which package.json does not declare`)
    );
  });
}

function folderFaults(root, name, { folders: table, unfinished }) {
  const top = join(root, 'packages', name, 'src');
  const crowded = [top, ...foldersOf(top)]
    .filter((folder) => !/[\\/]generated([\\/]|$)/.test(folder))
    .filter((folder) => filesIn(folder) > mostFilesInFolder)
    .map((folder) => `${relative(root, folder)}: ${filesIn(folder)} files, more than ${mostFilesInFolder}`);
  const missing = (table === undefined ? [] : readdirSync(top, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory() && table[entry.name] === undefined)
    .map((entry) => `packages/${name}/src/${entry.name}: not in the table of folders`);
  return unfinished === undefined ? [...crowded, ...missing] : missing;
}

function filesIn(folder) {
  if (!existsSync(folder)) return 0;
  return readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile()).length;
}

function names(root) {
  return readdirSync(join(root, 'packages')).filter((name) =>
    existsSync(join(root, 'packages', name, 'package.json')),
  );
}

function manifestIn(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}
