import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import * as invoice from '../src/index.js';
import * as rr from '../src/rr.js';

const modules: Readonly<Record<string, unknown>> = { '@ksef/invoice': invoice, '@ksef/invoice/rr': rr };

/** The programs of a guide that import only this package. */
function programsOf(guide: string): { title: string; code: string }[] {
  const text = readFileSync(join(import.meta.dirname, '../../../docs/guides', guide), 'utf8');
  return text.split(/^## /m).flatMap((section) => {
    const [title = ''] = section.split('\n');
    const blocks = section.split('```ts\n').slice(1);
    return blocks
      .map((block) => block.slice(0, block.indexOf('```')))
      .filter((code) => code.includes("from '@ksef/invoice"))
      .map((code) => ({ title, code }));
  });
}

/** Runs a program; gives what it printed, and what its comments say that it prints. */
function run(code: string): { printed: string[]; promised: string[] } {
  const printed: string[] = [];
  const { outputText } = ts.transpileModule(code, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  const print = { log: (...values: unknown[]) => printed.push(values.join(' ')) };
  new Function('require', 'exports', 'console', outputText)((name: string) => modules[name], {}, print);
  const promised = [...code.matchAll(/^console\.log\(.*\); \/\/ (.*)$/gm)].map(([, text = '']) => text);
  return { printed, promised };
}

describe.each(['building-invoices.md', 'corrections.md'])('the programs of %s', (guide) => {
  it.each(programsOf(guide))('$title', ({ code }) => {
    const { printed, promised } = run(code);
    expect(promised.length).toBeGreaterThan(0);
    expect(printed).toEqual(promised);
  });
});
