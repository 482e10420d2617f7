// Measures what a user installs, per package, and writes it into the table of the README.
// `node tools/checks/package-sizes.mjs [--write]`, after a build.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { installAlone, manifestOf, root } from './install-alone.mjs';

// In the order in which a reader meets them; packages that are not named come last.
const first = [
  'client',
  'emulator',
  'signing',
  'certificates',
  'qr',
  'export',
  'sessions',
  'auth',
  'token-provider',
];
const names = readdirSync(join(root, 'packages'));
const order = [
  ...first.filter((name) => names.includes(name)),
  ...names.filter((name) => !first.includes(name)),
];

const rows = [['package', 'for', 'packages installed', 'size on disk'], ...order.map(row)];
const widths = rows[0].map((_, column) => Math.max(...rows.map((cells) => cells[column].length)));
const line = (cells) => `| ${cells.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`;
const [head, ...body] = rows.map(line);
const table = [head, line(widths.map((width) => '-'.repeat(width))), ...body].join('\n');
console.log(table);

if (process.argv.includes('--write')) {
  const file = join(root, 'README.md');
  const marked = /(<!-- sizes -->\n)[\s\S]*?(<!-- \/sizes -->)/;
  writeFileSync(file, readFileSync(file, 'utf8').replace(marked, `$1${table}\n$2`));
}

function row(name) {
  const { packages, bytes } = measure(join(installAlone(name), 'node_modules'));
  const text = manifestOf(name).description.replace(/ Not affiliated.*/, '');
  const megabytes = (bytes / 1e6).toFixed(bytes < 1e6 ? 2 : 1);
  return [`[\`@ksef/${name}\`](packages/${name})`, text, String(packages), `${megabytes} MB`];
}

function measure(modules) {
  const files = readdirSync(modules, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const manifests = files.filter(
    (entry) => entry.name === 'package.json' && /node_modules\/(@[^/]+\/)?[^/]+$/.test(entry.parentPath),
  );
  return {
    packages: manifests.length,
    bytes: files.reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0),
  };
}
