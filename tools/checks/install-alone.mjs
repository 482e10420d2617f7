// Installs one package as a user would: from its tarball, with what it needs and nothing else.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const workspace = mkdtempSync(join(tmpdir(), 'ksef-install-'));
let tarballs;

export function manifestOf(name) {
  return JSON.parse(readFileSync(join(root, 'packages', name, 'package.json'), 'utf8'));
}

/** The folder into which `@ksef/NAME` was installed. Packages of ours that it needs come from their tarballs. */
export function installAlone(name) {
  const folder = mkdtempSync(join(workspace, `${name}-`));
  const overrides = Object.fromEntries(
    neededBy(name).map((other) => [`@ksef/${other}`, `file:${tarballOf(other)}`]),
  );
  const manifest = {
    name: `only-${name}`,
    version: '0.0.0',
    private: true,
    dependencies: { [`@ksef/${name}`]: `file:${tarballOf(name)}` },
    overrides,
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--omit=dev', '--omit=peer'], {
    cwd: folder,
    stdio: 'ignore',
  });
  return folder;
}

/** Packages of ours below this one, at any depth. */
export function neededBy(name, seen = new Set()) {
  for (const dependency of Object.keys(manifestOf(name).dependencies ?? {})) {
    const [, own] = /^@ksef\/(.+)$/.exec(dependency) ?? [];
    if (own === undefined || seen.has(own)) continue;
    seen.add(own);
    neededBy(own, seen);
  }
  return [...seen];
}

/** What npm would publish. All packages are packed at once, by the tool that publishes them. */
export function tarballOf(name) {
  if (tarballs === undefined) {
    tarballs = mkdtempSync(join(workspace, 'tarballs-'));
    const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const args = ['-r', '--filter', './packages/*', 'pack', '--pack-destination', tarballs];
    execFileSync('npx', ['-y', packageManager, ...args], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  }
  return join(tarballs, `ksef-${name}-${manifestOf(name).version}.tgz`);
}
