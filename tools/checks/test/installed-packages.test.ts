import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../..');

it('installs at most 60 packages with the command line', () => {
  const installed = packagesBelow(join(root, 'packages/cli'));
  expect(installed.size).toBeGreaterThan(20);
  // With the package itself; optional peers are left out, as npm leaves them.
  expect([...installed].length + 1, [...installed].sort().join('\n')).toBeLessThanOrEqual(60);
});

/** Names and versions of what a package needs, at any depth, as it is installed here. */
function packagesBelow(folder: string, found = new Set<string>()): Set<string> {
  const { dependencies, optionalDependencies } = manifestIn(folder);
  for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
    const place = placeOf(name, folder);
    // Parts for other systems are optional.
    if (place === undefined && Object.hasOwn(optionalDependencies ?? {}, name)) continue;
    if (place === undefined) throw new Error(`${name}, which ${folder} needs, is not installed`);
    const id = `${name}@${manifestIn(place).version}`;
    if (found.has(id)) continue;
    found.add(id);
    packagesBelow(place, found);
  }
  return found;
}

function placeOf(name: string, from: string): string | undefined {
  for (let folder = from; folder !== dirname(folder); folder = dirname(folder)) {
    const place = join(folder, 'node_modules', name);
    if (existsSync(join(place, 'package.json'))) return realpathSync(place);
  }
  return undefined;
}

function manifestIn(folder: string): {
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
} {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}
