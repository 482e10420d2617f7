import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findViolations } from '../import-directions.mjs';

const root = join(import.meta.dirname, '../../..');

describe('import directions', () => {
  it('hold in this repository', () => {
    expect(findViolations(root)).toEqual([]);
  });

  it('find an import that points the wrong way, an undeclared one, and Node in a browser-safe package', () => {
    const folder = workspace({
      'packages/core/package.json': '{}',
      'packages/core/src/index.ts':
        "import { x } from '@ksef/api';\nimport fs from 'node:fs';\nimport y from 'left-pad';\nimport './node/a.js';",
      'packages/core/src/node.ts': "import './node/a.js';",
      'packages/core/src/node/a.ts': "import fs from 'node:fs';",
      'packages/auth/package.json': '{ "dependencies": { "@ksef/core": "1" } }',
      'packages/auth/src/index.ts':
        "import { z } from '@ksef/core';\nconst c = await import('@ksef/crypto');",
      'packages/new/package.json': '{}',
    });
    expect(findViolations(folder).sort()).toEqual([
      'packages/auth/src/index.ts: may not import @ksef/crypto',
      'packages/core/src/index.ts: ./node/a.js is for Node only',
      'packages/core/src/index.ts: imports left-pad, which package.json does not declare',
      'packages/core/src/index.ts: may not import @ksef/api',
      'packages/core/src/index.ts: node:fs does not exist in browsers',
      'packages/new: not in the table of import directions',
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
