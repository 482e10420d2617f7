// The API reference, made by TypeDoc from the docstrings. `npm run site` puts it into the site, under `api`.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Application, Converter, OptionDefaults, TSConfigReader } from 'typedoc';
import { currentHome } from '../pack/home.mjs';

/** What packages share without a promise, and what threads load. */
const isOurs = /\/(internal|(\w+-)?thread)(\/|$)/;

/** The entries of all packages that programs import: the file of each, and what it is called there. */
export function entriesOf(root) {
  return readdirSync(join(root, 'packages')).flatMap((folder) => {
    const { name, exports } = JSON.parse(
      readFileSync(join(root, 'packages', folder, 'package.json'), 'utf8'),
    );
    return Object.entries(exports)
      .filter(([entry, target]) => target['@ksef/source'] !== undefined && !isOurs.test(entry))
      .map(([entry, target]) => ({
        name: `${name}${entry.slice(1)}`,
        file: join(root, 'packages', folder, target['@ksef/source']),
      }));
  });
}

/**
 * Writes the reference into a folder.
 *
 * @param {string} root
 * @param {string} out
 * @returns {Promise<number>} how many warnings TypeDoc gave
 */
export async function writeApiReference(root, out) {
  const entries = entriesOf(root);
  const app = await Application.bootstrap(
    {
      name: 'KSeF toolkit',
      tsconfig: join(root, 'tsconfig.json'),
      basePath: root,
      entryPoints: entries.map(({ file }) => file),
      entryPointStrategy: 'resolve',
      out,
      readme: 'none',
      skipErrorChecking: true,
      excludePrivate: true,
      excludeInternal: true,
      sourceLinkTemplate: `${currentHome(root)}/blob/HEAD/{path}#L{line}`,
      disableGit: true,
      githubPages: false,
      hideGenerator: true,
      navigationLinks: { Guides: '../' },
      // Descriptions that openapi-typescript takes from the contract.
      blockTags: [...OptionDefaults.blockTags, '@description'],
      navigation: { includeGroups: false, includeCategories: false },
      validation: { notExported: false, invalidLink: true, notDocumented: false },
      logLevel: 'Warn',
    },
    [new TSConfigReader()],
  );
  const names = new Map(entries.map(({ name, file }) => [file, name]));
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    for (const module of project.children ?? [])
      module.name = names.get(module.sources?.[0]?.fullFileName) ?? module.name;
  });
  const project = await app.convert();
  if (project === undefined) throw new Error('TypeDoc could not read the packages: see above.');
  await app.generateDocs(project, out);
  return app.logger.warningCount + app.logger.errorCount;
}
