// The public surface of every package as text, in packages/NAME/api.txt: a change of it shows in a review.
// After a build, `npm run api-reports` writes them; a test fails while one is not current.
import { existsSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import ts from 'typescript';

const head = 'Written by "npm run api-reports". Review changes of it as changes for users.';
const printer = ts.createPrinter({ removeComments: true });

/**
 * @param {string} root
 * @returns {Map<string, string>} path of a report to its text
 */
export function apiReports(root) {
  const packages = readdirSync(join(root, 'packages'))
    .map((name) => join(root, 'packages', name))
    .filter((folder) => existsSync(join(folder, 'package.json')))
    .map((folder) => ({ folder, entries: entriesOf(folder) }));
  const files = packages.flatMap(({ entries }) => entries.map(({ file }) => file));
  const program = ts.createProgram(files, {
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2023.d.ts', 'lib.dom.d.ts'],
    types: [],
    skipLibCheck: true,
    strict: true,
  });
  return new Map(
    packages.map(({ folder, entries }) => {
      const sections = entries.map(({ entry, file }) => `# ${entry}\n\n${surfaceOf(program, folder, file)}`);
      return [join(folder, 'api.txt'), `${head}\n\n${sections.join('\n\n')}\n`];
    }),
  );
}

/** Entries with a promise: `internal` ones have none. */
function entriesOf(folder) {
  const { name, exports } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return Object.entries(exports)
    .filter(([path, target]) => typeof target === 'object' && !/^\.\/internal(\/|$)/.test(path))
    .map(([path, target]) => ({ entry: name + path.slice(1), file: join(folder, target.import.types) }));
}

function surfaceOf(program, folder, file) {
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  const module = source && checker.getSymbolAtLocation(source);
  if (module === undefined) throw new Error(`${file} is missing or exports nothing: build first.`);
  const own = realpathSync(join(folder, 'dist')) + sep;
  const isOwn = (symbol) =>
    (symbol.declarations ?? []).some((one) => realpathSync(one.getSourceFile().fileName).startsWith(own));

  const exported = new Map(
    checker.getExportsOfModule(module).map((one) => [one.name, resolved(checker, one)]),
  );
  const used = new Map();
  const ahead = [...exported.values()].filter(isOwn);
  const seen = new Set(ahead);
  for (let symbol = ahead.pop(); symbol !== undefined; symbol = ahead.pop()) {
    for (const found of referencesOf(checker, symbol)) {
      if (seen.has(found) || !isOwn(found)) continue;
      seen.add(found);
      ahead.push(found);
      used.set(found.name, found);
    }
  }
  const lines = [...exported]
    .sort(byName)
    .map(([name, symbol]) => (isOwn(symbol) ? textOf(name, symbol) : from(name, symbol)));
  const hidden = [...used].sort(byName).map(([name, symbol]) => textOf(name, symbol));
  return [...lines, ...(hidden.length > 0 ? ['// Not exported, used above:', ...hidden] : [])].join('\n\n');
}

function resolved(checker, symbol) {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

/** What the declarations of a symbol name, aliases followed. */
function referencesOf(checker, symbol) {
  const found = new Set();
  const visit = (node) => {
    if (ts.isIdentifier(node)) {
      const named = checker.getSymbolAtLocation(node);
      const target = named && resolved(checker, named);
      // Top-level ones only: members and type parameters are part of their declaration.
      if (target?.declarations?.some((one) => ts.isSourceFile(statementOf(one).parent) && isTopLevel(one)))
        found.add(target);
    }
    ts.forEachChild(node, visit);
  };
  for (const declaration of symbol.declarations ?? []) if (!ts.isSourceFile(declaration)) visit(declaration);
  found.delete(symbol);
  return found;
}

function isTopLevel(declaration) {
  return (
    ts.isInterfaceDeclaration(declaration) ||
    ts.isTypeAliasDeclaration(declaration) ||
    ts.isClassDeclaration(declaration) ||
    ts.isFunctionDeclaration(declaration) ||
    ts.isVariableDeclaration(declaration) ||
    ts.isEnumDeclaration(declaration)
  );
}

/** A variable is declared in a list in a statement. */
function statementOf(declaration) {
  return ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration;
}

function textOf(name, symbol) {
  const texts = (symbol.declarations ?? []).map((declaration) => {
    if (ts.isSourceFile(declaration)) return `namespace ${name}`;
    const text = printer.printNode(
      ts.EmitHint.Unspecified,
      statementOf(declaration),
      declaration.getSourceFile(),
    );
    return text.replace(/^(export )?(declare )?/, '').replace(/^ {4}/gm, '  ');
  });
  const alias = symbol.name === name ? '' : `// as ${name}\n`;
  return alias + [...new Set(texts)].join('\n');
}

function from(name, symbol) {
  const [declaration] = symbol.declarations ?? [];
  const path = declaration?.getSourceFile().fileName ?? '';
  const [, our] = /packages\/([^/]+)\/(?:dist|src)\//.exec(path) ?? [];
  const [, other] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path) ?? [];
  return `${name} of ${our === undefined ? (other ?? 'elsewhere') : `@ksef/${our}`}`;
}

function byName([a], [b]) {
  return a < b ? -1 : 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
  for (const [file, text] of apiReports(root)) writeFileSync(file, text);
}
