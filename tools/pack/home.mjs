// Where the project lives. `node tools/pack/home.mjs [URL]` writes it into every manifest and README; without a URL,
// that of the root's package.json, for a package that is new.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

/** The address that the root's package.json names, without a trailing slash. */
export function currentHome(folder = root) {
  const { repository } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return repository.url.replace(/^git\+/, '').replace(/\.git$/, '');
}

/** What npm shows of a package: where its source is, its README, and where to report faults. */
export function linksOf(home, name) {
  return {
    homepage: `${home}/tree/HEAD/packages/${name}#readme`,
    bugs: `${home}/issues`,
    repository: { type: 'git', url: `git+${home}.git`, directory: `packages/${name}` },
  };
}

/** npm shows READMEs outside of the repository: links in them are whole addresses, which move along. */
export function writeHome(home, folder = root) {
  const before = currentHome(folder);
  change(join(folder, 'package.json'), (manifest) => ({
    ...manifest,
    homepage: `${home}#readme`,
    bugs: `${home}/issues`,
    repository: { type: 'git', url: `git+${home}.git` },
  }));
  // Badges.
  const front = join(folder, 'README.md');
  if (existsSync(front))
    writeFileSync(front, readFileSync(front, 'utf8').replaceAll(`(${before}/`, `(${home}/`));
  for (const name of readdirSync(join(folder, 'packages'))) {
    const file = join(folder, 'packages', name, 'package.json');
    if (!existsSync(file)) continue;
    change(file, (manifest) => ({ ...manifest, ...linksOf(home, name) }));
    const readme = join(folder, 'packages', name, 'README.md');
    writeFileSync(readme, readFileSync(readme, 'utf8').replaceAll(`](${before}/`, `](${home}/`));
  }
}

function change(file, edit) {
  writeFileSync(file, `${JSON.stringify(edit(JSON.parse(readFileSync(file, 'utf8'))), null, 2)}\n`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  writeHome((process.argv[2] ?? currentHome()).replace(/\/$/, ''));
