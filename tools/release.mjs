// Publishes what npm does not have yet. For the release workflow: `npm run release`.
import { spawnSync } from 'node:child_process';
import { root, writeHome } from './pack/home.mjs';

const { GITHUB_SERVER_URL, GITHUB_REPOSITORY } = process.env;
if (!GITHUB_SERVER_URL || !GITHUB_REPOSITORY) {
  console.error(
    'Publishing is for the release workflow: GITHUB_SERVER_URL and GITHUB_REPOSITORY are not set.',
  );
  process.exit(2);
}

// npm refuses provenance of a package that does not name the repository which built it. The workflow knows that best,
// forks too.
writeHome(`${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}`);

const { status } = spawnSync('npx', ['changeset', 'publish'], { cwd: root, stdio: 'inherit' });
process.exitCode = status ?? 1;
