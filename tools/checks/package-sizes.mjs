// Measures what a user installs, per package, and writes it into the table of the README.
// `node tools/checks/package-sizes.mjs [--write]`, after a build. Packs every package and installs it alone.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const names = readdirSync(join(root, 'packages'));
const workspace = mkdtempSync(join(tmpdir(), 'ksef-sizes-'));
const tarballs = Object.fromEntries(names.map((name) => [name, pack(name)]));

const order = [
  'client',
  'emulator',
  'core',
  'api',
  'crypto',
  'auth',
  'token-provider',
  'documents',
  'sessions',
  'qr',
];
const rows = order.map((name) => {
  const { packages, bytes } = install(name);
  const { description } = manifestOf(name);
  const text = description.replace(/ Not affiliated.*/, '');
  return `| [\`@ksef/${name}\`](packages/${name}) | ${text} | ${packages} | ${(bytes / 1e6).toFixed(bytes < 1e6 ? 2 : 1)} MB |`;
});
const table = [
  '| package | for | packages installed | size on disk |',
  '| --- | --- | --- | --- |',
  ...rows,
].join('\n');
console.log(table);

if (process.argv.includes('--write')) {
  const file = join(root, 'README.md');
  const marked = /(<!-- sizes -->\n)[\s\S]*?(<!-- \/sizes -->)/;
  writeFileSync(file, readFileSync(file, 'utf8').replace(marked, `$1${table}\n$2`));
}

function manifestOf(name) {
  return JSON.parse(readFileSync(join(root, 'packages', name, 'package.json'), 'utf8'));
}

function pack(name) {
  const out = execFileSync('npx', ['-y', 'pnpm@10.34.8', 'pack', '--pack-destination', workspace, '--json'], {
    cwd: join(root, 'packages', name),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return JSON.parse(out).filename;
}

/** Installs one package from its tarball; packages of ours that it needs come from theirs. */
function install(name) {
  const folder = mkdtempSync(join(workspace, `${name}-`));
  const overrides = Object.fromEntries(
    names.filter((other) => other !== name).map((other) => [`@ksef/${other}`, `file:${tarballs[other]}`]),
  );
  const manifest = {
    private: true,
    dependencies: { [`@ksef/${name}`]: `file:${tarballs[name]}` },
    overrides,
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--omit=dev'], { cwd: folder, stdio: 'ignore' });
  const modules = join(folder, 'node_modules');
  const files = readdirSync(modules, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const packages = files.filter(
    (entry) => entry.name === 'package.json' && /node_modules\/(@[^/]+\/)?[^/]+$/.test(entry.parentPath),
  ).length;
  return {
    packages,
    bytes: files.reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0),
  };
}
