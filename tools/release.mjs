// Publishes what npm does not have yet. For the release workflow: `npm run release`.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const { GITHUB_SERVER_URL, GITHUB_REPOSITORY } = process.env;
if (!GITHUB_SERVER_URL || !GITHUB_REPOSITORY) {
  console.error(
    'Publishing is for the release workflow: GITHUB_SERVER_URL and GITHUB_REPOSITORY are not set.',
  );
  process.exit(2);
}

// npm refuses provenance of a package that does not name the repository which built it. The workflow knows that best,
// forks too. READMEs with relative links need the folder.
const home = `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}`;
for (const name of readdirSync(join(root, 'packages'))) {
  const file = join(root, 'packages', name, 'package.json');
  const manifest = {
    ...JSON.parse(readFileSync(file, 'utf8')),
    homepage: `${home}/tree/HEAD/packages/${name}#readme`,
    bugs: `${home}/issues`,
    repository: { type: 'git', url: `git+${home}.git`, directory: `packages/${name}` },
  };
  writeFileSync(file, `${JSON.stringify(manifest, null, 2)}\n`);
}

const { status } = spawnSync('npx', ['changeset', 'publish'], { cwd: root, stdio: 'inherit' });
process.exitCode = status ?? 1;
