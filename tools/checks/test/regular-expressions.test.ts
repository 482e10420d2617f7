import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { slowExpressions } from '../regular-expressions.mjs';

const root = join(import.meta.dirname, '../../..');

it('no regular expression in a package takes more than linear time', { timeout: 300_000 }, () => {
  expect(slowExpressions(root)).toEqual([]);
});

it('finds those that do, as literals and in `RegExp`', { timeout: 60_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'expressions-'));
  mkdirSync(join(folder, 'packages/a/src/b'), { recursive: true });
  const lines = [
    'const end = /\\/+$/;',
    'const name = new RegExp("(a+)+b", "i");',
    ['const part = new RegExp(`^$', '{name}(a|a)*$`);'].join(''),
    'const fine = /^[a-z]{1,20}$/u;',
  ];
  writeFileSync(join(folder, 'packages/a/src/b/c.ts'), lines.join('\n'));
  expect(slowExpressions(folder)).toEqual([
    'packages/a/src/b/c.ts:1: /\\/+$/ takes 2nd degree polynomial time',
    'packages/a/src/b/c.ts:2: /(a+)+b/i takes exponential time',
    'packages/a/src/b/c.ts:3: /^x(a|a)*$/ takes exponential time',
  ]);
});
