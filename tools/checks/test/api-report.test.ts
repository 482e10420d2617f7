import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { expect, it } from 'vitest';
import { apiReports } from '../api-report.mjs';

const root = join(import.meta.dirname, '../../..');

it('has a current report of every package’s public surface', { timeout: 120_000 }, () => {
  const stale = [...apiReports(root)]
    .filter(([file, text]) => readOrEmpty(file) !== text)
    .map(([file]) => relative(root, file));
  expect(stale, 'review what changed: `npm run api-reports` writes it').toEqual([]);
});

it('shows what is exported, what that uses, and where the rest comes from, without comments and internal entries', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ksef-api-'));
  write(folder, 'packages/shop/package.json', {
    name: '@ksef/shop',
    exports: {
      '.': { import: { types: './dist/index.d.ts' } },
      './internal': { import: { types: './dist/internal.d.ts' } },
      './package.json': './package.json',
    },
  });
  const chunk =
    '/** Hidden. */\ninterface Price { readonly gross: string }\ninterface Unused { a: 1 }\nexport type { Price as P, Unused as U };';
  write(folder, 'packages/shop/dist/price-Ab12.d.ts', chunk);
  write(
    folder,
    'packages/shop/dist/index.d.ts',
    "import { P as Price } from './price-Ab12.js';\n/** Buys. */\ndeclare function buy(price: Price): void;\ndeclare const most: number;\nexport { buy, most as limit };",
  );
  write(folder, 'packages/shop/dist/internal.d.ts', 'export declare const secret: string;');
  expect([...apiReports(folder).values()]).toEqual([
    [
      'Written by "npm run api-reports". Review changes of it as changes for users.',
      '# @ksef/shop',
      'function buy(price: Price): void;',
      '// as limit\nconst most: number;',
      '// Not exported, used above:',
      'interface Price {\n  readonly gross: string;\n}\n',
    ].join('\n\n'),
  ]);
});

function write(root: string, path: string, content: unknown): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), typeof content === 'string' ? content : JSON.stringify(content));
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
