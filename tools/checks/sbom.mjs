// Writes a software bill of materials (CycloneDX) of each package into a folder, from a real installation.
// `node tools/checks/sbom.mjs [--out FOLDER] [--audit] [NAME…]`, after a build; `--audit` also asks the registry for
// known vulnerabilities of what users would install, and fails on any.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { installAlone, root } from './install-alone.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { out: { type: 'string', default: 'out/sbom' }, audit: { type: 'boolean', default: false } },
});
const out = resolve(values.out);
const names = positionals.length > 0 ? positionals : readdirSync(join(root, 'packages'));
mkdirSync(out, { recursive: true });

for (const name of names) {
  const cwd = installAlone(name);
  const file = join(out, `${name}.cdx.json`);
  writeFileSync(file, npm(cwd, 'sbom', '--omit=dev', '--sbom-format=cyclonedx'));
  console.log(file);
  if (values.audit) npm(cwd, 'audit', '--omit=dev', '--audit-level=low');
}

function npm(cwd, ...args) {
  return execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
}
