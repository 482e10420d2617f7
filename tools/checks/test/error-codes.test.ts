import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { lags } from '../../site/translations.mjs';

const root = join(import.meta.dirname, '../../..');

/** Written like codes, and none of ours: forms and kinds of invoices of KSeF's, and what Node and its fetch say. */
const others = new Set([
  'FA_RR',
  'KOR_ZAL',
  'KOR_ROZ',
  'VAT_RR',
  'KOR_VAT_RR',
  'UU_ID',
  'UU_IDZ',
  'ERR_INVALID_ARG_TYPE',
  'ERR_OSSL_EVP_UNSUPPORTED',
  'UND_ERR_CONNECT_TIMEOUT',
  // What Latarnia says.
  'FAILURE_START',
  'FAILURE_END',
  'MAINTENANCE_ANNOUNCEMENT',
  'TOTAL_FAILURE',
  // Variables that the command asks for.
  'KSEF_TOKEN',
  'KSEF_PASSPHRASE',
  'KSEF_KEY_PASSPHRASE',
]);
/** Codes of one word, which cannot be told from other words by their looks. */
const ofOneWord = ['NETWORK', 'TIMEOUT', 'REDIRECT', 'UNAUTHORIZED', 'FORBIDDEN', 'GONE'];

// It parses all sources.
it('explains every code of an error in the guide, and none that is no more', { timeout: 300_000 }, () => {
  const thrown = new Set(ofOneWord);
  for (const name of readdirSync(join(root, 'packages')).filter((one) => one !== 'emulator')) {
    const folder = join(root, 'packages', name, 'src');
    for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('.ts') || file.startsWith('generated')) continue;
      for (const text of stringsIn(readFileSync(join(folder, file), 'utf8')))
        if (isCode(text)) thrown.add(text);
    }
  }
  expect(thrown.size).toBeGreaterThan(100);
  const guide = explained(readFileSync(join(root, 'docs/guides/errors.md'), 'utf8'), '\n## Codes\n');
  expect(guide).toEqual([...thrown].sort());
});

it('explains in Polish the codes of the English guide, as far as that one is not newer', () => {
  const polish = explained(readFileSync(join(root, 'docs/pl/guides/errors.md'), 'utf8'), '\n## Kody\n');
  const english = explained(readFileSync(join(root, 'docs/guides/errors.md'), 'utf8'), '\n## Codes\n');
  expect(polish.filter((code) => !english.includes(code))).toEqual([]);
  if (!lags('guides/errors')) expect(polish).toEqual(english);
});

/** Fields of the forms, such as `P_15`, are written like codes too. */
function isCode(text: string): boolean {
  return (
    /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$/.test(text) && !/^(P_|Z_|ERR_|UND_ERR_)/.test(text) && !others.has(text)
  );
}

/** The codes in the first column of the tables below a heading, each of them once. */
function explained(guide: string, heading: string): string[] {
  expect(guide).toContain(heading);
  return guide
    .slice(guide.indexOf(heading))
    .split('\n')
    .flatMap((line) => [...(/^\|([^|]+)\|/.exec(line)?.[1] ?? '').matchAll(/`([A-Z_0-9]+)`/g)])
    .map(([, code = '']) => code)
    .sort();
}

function stringsIn(source: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) found.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest));
  return found;
}
