import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../..');

/** The last column of each table of docs/vocabulary.md that has one. */
const outlawed = new Set(
  readFileSync(join(root, 'docs/vocabulary.md'), 'utf8')
    .split('\n')
    .map((line) => line.split('|'))
    .filter((cells) => cells.length === 5)
    .flatMap((cells) => [...(cells[3] ?? '').matchAll(/`(\w+)`/g)].map(([, name = '']) => name)),
);

it('has no public field or option of a name that the vocabulary rules out', () => {
  expect(outlawed.size).toBeGreaterThan(20);
  const found: string[] = [];
  let seen = 0;
  for (const name of readdirSync(join(root, 'packages'))) {
    const dist = join(root, 'packages', name, 'dist');
    for (const file of readdirSync(dist).filter((one) => one.endsWith('.d.ts'))) {
      for (const field of fieldsOf(readFileSync(join(dist, file), 'utf8'))) {
        seen++;
        if (outlawed.has(field)) found.push(`@ksef/${name} ${file}: ${field}`);
      }
    }
  }
  expect(seen).toBeGreaterThan(1_000);
  expect(found).toEqual([]);
});

/** Properties of interfaces, of type literals and of classes. */
function fieldsOf(text: string): string[] {
  const names: string[] = [];
  const visit = (node: ts.Node): void => {
    const isField =
      ts.isPropertySignature(node) || ts.isPropertyDeclaration(node) || ts.isMethodSignature(node);
    if (isField && ts.isIdentifier(node.name)) names.push(node.name.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('types.d.ts', text, ts.ScriptTarget.Latest));
  return names;
}
