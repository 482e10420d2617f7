// Prints what results depend on beside our files; Nx puts it into the hashes of its cache (nx.json). With `tools` also
// the programs that tests run and the settings that change what they do.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { arch, platform, release } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { allTools, pathOf } from './tools.mjs';

/** One line each: Node and the operating system; with `tools` also programs, settings and data beside the checkout. */
export function environmentOf({ tools }) {
  const lines = [`node ${process.version}`, `system ${platform()} ${arch()} ${release()}`];
  return tools ? [...lines, ...toolLines(), ...packageVersions(), ...settings(), ...sharedData()] : lines;
}

/** A program that is replaced changes its size or its date, whatever it prints as its version. */
function toolLines() {
  return allTools.map(({ command }) => {
    const path = pathOf(command);
    if (path === undefined) return `${command} missing`;
    const real = realpathSync(path);
    const { size, mtimeMs } = statSync(real);
    return `${command} ${real} ${size} ${mtimeMs}`;
  });
}

/** Their libraries come in packages of the same version. */
function packageVersions() {
  const names = [...new Set(allTools.flatMap(({ debianPackage }) => debianPackage ?? []))];
  try {
    const options = { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] };
    return execFileSync('dpkg-query', ['-W', ...names], options)
      .trim()
      .split('\n');
  } catch (error) {
    // Not Debian, or one of them is not installed: what dpkg knows of the others is in its output all the same.
    return String(error.stdout ?? '')
      .trim()
      .split('\n');
  }
}

/** Tests read these: other values are other tests. */
function settings() {
  return Object.entries(process.env)
    .filter(([name]) => /^(KSEF_|NODE_OPTIONS$|TZ$|LANG$|LC_ALL$)/.test(name) && !/TOKEN/.test(name))
    .map(([name, value]) => `${name}=${value}`)
    .sort();
}

/** Official documents in `shared` beside the checkout: where they are, more tests run. */
function sharedData() {
  return ['ksef', 'spec'].flatMap((name) => {
    const folder = fileURLToPath(new URL(`../../../shared/${name}`, import.meta.url));
    if (!existsSync(folder)) return [`${name} missing`];
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file) => `${name}${file.slice(folder.length)} ${statSync(file).size} ${statSync(file).mtimeMs}`)
      .sort();
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  console.log(environmentOf({ tools: process.argv.includes('tools') }).join('\n'));
