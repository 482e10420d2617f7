// No regular expression in a package may backtrack for long: a hostile text would block everybody. `recheck` proves it of
// each, by automata or by search. Run by the tests.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { checkSync } from 'recheck';
import ts from 'typescript';

/** One line for every expression that takes more than linear time, or that is too large to tell. */
export function slowExpressions(root) {
  const faults = [];
  const known = new Map();
  for (const file of sourceFiles(join(root, 'packages'))) {
    const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
    for (const { node, pattern, flags } of expressionsIn(source)) {
      const key = `/${pattern}/${flags}`;
      if (!known.has(key)) known.set(key, verdict(pattern, flags));
      const why = known.get(key);
      if (why === undefined) continue;
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      faults.push(`${relative(root, file)}:${line + 1}: ${key.slice(0, 100)} ${why}`);
    }
  }
  return faults;
}

// The search counts steps, from one seed: by the clock, its verdict would differ on a busy machine.
const unhurried = 120_000;
const options = {
  randomSeed: 1,
  timeout: unhurried,
  seedingTimeout: unhurried,
  incubationTimeout: unhurried,
  attackTimeout: unhurried,
};

/** What is wrong with an expression; undefined when it is safe. */
export function verdict(pattern, flags) {
  const { status, complexity, error } = checkSync(pattern, flags, options);
  if (status === 'safe') return undefined;
  if (status === 'vulnerable') return `takes ${complexity.summary} time`;
  return `cannot be judged (${error?.kind ?? 'unknown'})`;
}

function expressionsIn(source) {
  const found = [];
  const visit = (node) => {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/');
      found.push({ node, pattern: node.text.slice(1, end), flags: node.text.slice(end + 1) });
    } else if (isConstruction(node)) {
      const [pattern, flags] = node.arguments ?? [];
      const text = pattern && plainText(pattern);
      if (text !== undefined) found.push({ node, pattern: text, flags: (flags && plainText(flags)) ?? '' });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function isConstruction(node) {
  return (ts.isNewExpression(node) || ts.isCallExpression(node)) && node.expression.getText() === 'RegExp';
}

/** Text, where parts that are put in count as one word. */
function plainText(node) {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return node.head.text + node.templateSpans.map(({ literal }) => `x${literal.text}`).join('');
}

function sourceFiles(packages) {
  return readdirSync(packages).flatMap((name) =>
    readdirSync(join(packages, name), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.ts$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((file) => file.startsWith(join(packages, name, 'src'))),
  );
}
