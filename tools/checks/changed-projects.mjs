import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { projectFolders } from './count-tests.mjs';

/**
 * Projects with files that differ from where this branch left main, committed or not, new files included.
 *
 * @param {string} root
 * @returns {{ base: string, folders: string[], projects: string[] }} `folders` absolute; `projects` by their names
 */
export function changedProjects(root) {
  const main = ['origin/main', 'main'].find((name) => git(['rev-parse', '--verify', '--quiet', name]) !== '');
  const base = git(['merge-base', 'HEAD', main ?? 'HEAD']) || 'HEAD';
  const files = [
    ...git(['diff', '--name-only', '--relative', base]).split('\n'),
    ...git(['ls-files', '--others', '--exclude-standard']).split('\n'),
  ];
  const folders = projectFolders(root).filter((folder) => {
    const own = `${relative(root, folder).replaceAll('\\', '/')}/`;
    return files.some((file) => file.startsWith(own));
  });
  const projects = folders.map(
    (folder) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).name,
  );
  return { base, folders, projects };

  /** Empty where git fails, as outside of a clone. */
  function git(args) {
    try {
      const options = { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] };
      return execFileSync('git', args, options).trim();
    } catch {
      return '';
    }
  }
}
