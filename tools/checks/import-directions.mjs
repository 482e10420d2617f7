// Which package may import which: docs/architecture.md draws it, this enforces it.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** Package to the packages its published code may import. */
export const allowed = {
  core: [],
  api: ['core'],
  crypto: ['core'],
  documents: ['core'],
  forms: ['core', 'documents'],
  visualization: ['core', 'forms', 'qr'],
  qr: ['core', 'documents'],
  schemas: [],
  signing: ['core'],
  auth: ['core', 'api'],
  certificates: ['core', 'api', 'signing'],
  'token-provider': ['core'],
  'redis-commands': ['core'],
  'token-store-redis': ['core', 'redis-commands', 'token-provider'],
  'token-store-postgres': ['core', 'token-provider'],
  'rate-limiter-redis': ['core', 'api', 'redis-commands'],
  sessions: ['core', 'api', 'documents'],
  'journal-postgres': ['core', 'sessions'],
  export: ['core', 'api'],
  client: ['core', 'api', 'auth', 'crypto', 'export', 'sessions', 'token-provider'],
  opentelemetry: [],
  emulator: ['core'],
};

/** Packages whose code must also load in a browser: no `node:` import but under `src/node`, which only that entry imports. */
export const browserSafe = ['core', 'api', 'documents', 'forms', 'qr', 'schemas'];

const importPattern = /(?:from\s+|import\s*\(\s*|import\s+|require\s*\(\s*)['"]([^'"]+)['"]/g;

/** One line for every import that breaks the rules. */
export function findViolations(root) {
  const violations = [];
  for (const name of readdirSync(join(root, 'packages'))) {
    const folder = join(root, 'packages', name);
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const mayImport = allowed[name];
    if (mayImport === undefined) {
      violations.push(`packages/${name}: not in the table of import directions`);
      continue;
    }
    const declared = { ...manifest.dependencies, ...manifest.peerDependencies };
    for (const file of sourceFiles(join(folder, 'src'))) {
      const text = readFileSync(file, 'utf8').replace(/^\s*(\/\/|\*).*$/gm, '');
      for (const [, specifier = ''] of text.matchAll(importPattern)) {
        const problem = judge(specifier, name, mayImport, declared, file, folder);
        if (problem !== undefined) violations.push(`${relative(root, file)}: ${problem}`);
      }
    }
  }
  return violations;
}

function judge(specifier, name, mayImport, declared, file, folder) {
  if (specifier.startsWith('.')) {
    const target = relative(folder, join(dirname(file), specifier));
    if (target.startsWith('..')) return `${specifier} leaves the package`;
    const leads = browserSafe.includes(name) && isForNode(target) && !isForNode(relative(folder, file));
    return leads ? `${specifier} is for Node only` : undefined;
  }
  if (specifier.startsWith('node:')) {
    const allowed = !browserSafe.includes(name) || isForNode(relative(folder, file));
    return allowed ? undefined : `${specifier} does not exist in browsers`;
  }
  const [scope, rest] = specifier.split('/');
  const dependency = scope?.startsWith('@') ? `${scope}/${rest}` : scope;
  if (scope === '@ksef' && !mayImport.includes(rest)) return `may not import ${dependency}`;
  return dependency in declared ? undefined : `imports ${dependency}, which package.json does not declare`;
}

function isForNode(path) {
  return /^src[\\/](?:internal[\\/])?node(?:\.[jt]s$|[\\/])/.test(path);
}

function sourceFiles(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const violations = findViolations(join(dirname(fileURLToPath(import.meta.url)), '../..'));
  for (const violation of violations) console.error(violation);
  if (violations.length > 0) process.exit(1);
  console.log('Imports point the right way.');
}
