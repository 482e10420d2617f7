import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withDiagrams } from '../diagrams.mjs';
import { readImports } from '../imports.mjs';

const root = join(import.meta.dirname, '../../..');

describe('imports', { timeout: 120_000 }, () => {
  it('keep the rules in this repository, and are what the architecture shows', async () => {
    const { modules, violations } = await readImports(root);
    expect(violations).toEqual([]);
    const text = readFileSync(join(root, 'docs/architecture.md'), 'utf8');
    expect(text.match(/```mermaid/g)?.length).toBeGreaterThanOrEqual(4);
    expect(text, 'not current: `npm run diagrams` writes them').toBe(withDiagrams(text, modules));
  });

  it('are drawn without what follows from other arrows', () => {
    const importing = (name: string, ...others: string[]) => ({
      source: `packages/${name}/src/index.ts`,
      dependencies: others.map((other) => ({
        module: `@ksef/${other}`,
        resolved: `packages/${other}/src/index.ts`,
        dependencyTypes: [],
      })),
    });
    const modules = [importing('client', 'api', 'core'), importing('api', 'core'), importing('core')];
    const drawn = withDiagrams('a\n<!-- diagram packages -->\nold\n<!-- /diagram -->\nb', modules);
    expect(drawn).toContain('  api --> core\n  client --> api\n');
    expect(drawn).not.toContain('client --> core');
    expect(drawn).not.toContain('old');
    expect(() => withDiagrams('<!-- diagram shop -->\n<!-- /diagram -->', modules)).toThrow(
      'no diagram "shop"',
    );
  });

  it('are found that point the wrong way, are undeclared, or lead a browser-safe package to Node', async () => {
    const folder = workspace({
      'packages/core/package.json': '{}',
      'packages/core/src/index.ts':
        "import { x } from '@ksef/api';\nimport fs from 'node:fs';\nimport y from 'left-pad';\nimport './node/a.js';",
      'packages/core/src/node.ts': "import './node/a.js';",
      'packages/core/src/node/a.ts': "import fs from 'node:fs';",
      'packages/auth/package.json': '{ "dependencies": { "@ksef/core": "1" } }',
      'packages/auth/src/index.ts':
        "import { z } from '@ksef/core';\nimport type { a } from '../../core/src/node.js';\nconst c = await import('@ksef/crypto');",
      'packages/new/package.json': '{}',
    });
    expect((await readImports(folder)).violations).toEqual([
      'packages/auth/src/index.ts: ../../core/src/node.js leaves the package',
      'packages/auth/src/index.ts: imports @ksef/crypto, which package.json does not declare',
      'packages/auth/src/index.ts: may not import @ksef/crypto',
      'packages/core/src/index.ts: ./node/a.js is for Node only',
      'packages/core/src/index.ts: imports @ksef/api, which package.json does not declare',
      'packages/core/src/index.ts: imports left-pad, which package.json does not declare',
      'packages/core/src/index.ts: may not import @ksef/api',
      'packages/core/src/index.ts: node:fs does not exist in browsers',
      'packages/new: not in the table of tools/checks/architecture.mjs',
    ]);
  });

  it('are found that pass by the public file of a folder, point up between folders, or close a ring', async () => {
    const many = Array.from({ length: 21 }, (_, index) => [
      `packages/shop/src/many/${index}.ts`,
      'export {};',
    ]);
    const folder = workspace({
      'packages/shop/package.json': '{}',
      'packages/shop/src/index.ts': "export * from './send/index.js';\nexport * from './send/secret.js';",
      'packages/shop/src/send/index.ts': "export * from './secret.js';\nexport * from '../journal/index.js';",
      'packages/shop/src/send/secret.ts': "import type { A } from './twin.js';\nexport interface B {}",
      'packages/shop/src/send/twin.ts': "import type { B } from './secret.js';\nexport interface A {}",
      'packages/shop/src/journal/index.ts': "import '../send/index.js';",
      'packages/shop/src/journal/deep/index.ts': "export * from './inner.js';",
      'packages/shop/src/journal/deep/inner.ts': 'export {};',
      'packages/shop/src/journal/file.ts': "import './deep/inner.js';",
      ...Object.fromEntries(many),
    });
    const rules = { shop: { imports: [], folders: { send: ['journal'], journal: [] } } };
    expect((await readImports(folder, rules)).violations).toEqual([
      'packages/shop/src/index.ts: imports packages/shop/src/send/secret.ts, where only index.ts of its folder is for others',
      'packages/shop/src/journal/file.ts: imports packages/shop/src/journal/deep/inner.ts, where only index.ts of its folder is for others',
      'packages/shop/src/journal/index.ts, packages/shop/src/send/index.ts: import each other in a ring',
      'packages/shop/src/journal/index.ts: may not import packages/shop/src/send/index.ts: see the table of folders',
      'packages/shop/src/many: 21 files, more than 20',
      'packages/shop/src/many: not in the table of folders',
      'packages/shop/src/send/secret.ts, packages/shop/src/send/twin.ts: import each other in a ring',
    ]);
  });
});

function workspace(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'ksef-checks-'));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}
