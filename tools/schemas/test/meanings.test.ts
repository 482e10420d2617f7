import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { common } from '../src/meanings/common.js';
import { fa } from '../src/meanings/fa.js';
import { faRr } from '../src/meanings/fa-rr.js';
import { formsFolder } from '../src/published-forms.js';

describe('what fields mean', () => {
  it.each(['fa3', 'fa-rr1', 'fa2'])(
    'stands above every field of %s, in one sentence before its facts',
    (form) => {
      const fields = fieldsOf(readFileSync(join(formsFolder, `${form}-types.ts`), 'utf8'));
      expect(fields.length).toBeGreaterThan(100);
      const known = new Set(
        Object.values({ ...common, ...fa }).concat(Object.values(common), Object.values(faRr)),
      );
      const silent = fields.filter(({ text }) => ![...known].some((meaning) => text.startsWith(meaning)));
      expect(silent).toEqual([]);
    },
  );

  it('is said of no field that no form has', () => {
    const all = ['fa3', 'fa-rr1', 'fa2'].flatMap((form) =>
      fieldsOf(readFileSync(join(formsFolder, `${form}-types.ts`), 'utf8')).map(({ name }) => name),
    );
    const names = new Set(all);
    const said = [common, fa, faRr].flatMap((meanings) => Object.keys(meanings));
    expect(said.filter((key) => !names.has(key.replace(/^.*\./, '')))).toEqual([]);
  });
});

function fieldsOf(source: string): readonly { readonly name: string; readonly text: string }[] {
  const found: { name: string; text: string }[] = [];
  const visit = (node: ts.Node): void => {
    // Fields that a branch of a choice rules out say nothing.
    if (ts.isPropertySignature(node) && node.type?.kind !== ts.SyntaxKind.UndefinedKeyword) {
      const [doc] = ts.getJSDocCommentsAndTags(node);
      found.push({ name: node.name.getText(), text: typeof doc?.comment === 'string' ? doc.comment : '' });
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('types.ts', source, ts.ScriptTarget.Latest, true));
  return found;
}
