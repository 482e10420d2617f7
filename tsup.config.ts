import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Plugin as EsbuildPlugin, transform } from 'esbuild';
import { defineConfig, type Options } from 'tsup';

// One build for every package: `exports` in its package.json names the entries,
// so a new subpath needs no second list.
const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
  name: string;
  exports: Record<string, { import?: { default?: string } } | string>;
  /** By platform: what `#name` stands for. */
  imports?: Record<string, Record<string, { import?: string }>>;
  bin?: Record<string, string>;
};

const entry: Record<string, string> = {};
for (const target of Object.values(manifest.exports)) {
  const file = typeof target === 'string' ? undefined : target.import?.default;
  if (file !== undefined) addEntry(file);
}
for (const file of Object.values(manifest.bin ?? {})) addEntry(file);
for (const platforms of Object.values(manifest.imports ?? {}))
  for (const target of Object.values(platforms)) if (target.import !== undefined) addEntry(target.import);

function addEntry(distFile: string): void {
  const name = distFile.replace(/^\.?\/?dist\//, '').replace(/\.js$/, '');
  entry[name] = `src/${name}.ts`;
}

type Plugin = NonNullable<Options['plugins']>[number];

// tsup turns split chunks into CommonJS by a tool that rewrites `?.`, `??` and class fields too: slower, and classes
// lose their names. esbuild changes the imports alone.
const commonJs: Plugin = {
  name: 'common-js',
  async renderChunk(code, chunk) {
    if (this.format !== 'cjs' || chunk.type !== 'chunk' || !chunk.path.endsWith('.cjs')) return undefined;
    this.splitting = false; // or that tool comes next
    const result = await transform(`${code}\n${inlineMap(chunk.map)}`, {
      format: 'cjs',
      platform: 'node',
      target: 'es2022',
      // Not everything that runs CommonJS, Jest for one, knows import().
      supported: { 'dynamic-import': false },
      sourcefile: basename(chunk.path),
      sourcemap: 'external',
    });
    // Set here: tsup, given a map, would write the absolute path and the code of this step into it.
    chunk.map = result.map;
    return { code: result.code };
  },
};

/** The map of the step before, where esbuild looks for it. */
function inlineMap(map: unknown): string {
  const json = typeof map === 'string' ? map : JSON.stringify(map);
  return `//# sourceMappingURL=data:application/json;base64,${Buffer.from(json).toString('base64')}`;
}

// Published as ES modules only, which Jest and older Nodes cannot require(): CommonJS carries them along, with their
// licences, without maps. See docs/decisions/0041.
const esmOnly = /^(ky|qr|modern-tar)$/;
const carried: EsbuildPlugin = {
  name: 'carried',
  setup({ initialOptions, onResolve, onLoad }) {
    const isCommonJs = initialOptions.outExtension?.['.js'] === '.cjs';
    if (!isCommonJs) onResolve({ filter: esmOnly }, ({ path }) => ({ path, external: true }));
    const licensed = new Set<string>();
    onLoad({ filter: /[\\/]node_modules[\\/]/ }, ({ path }) => {
      const [folder = ''] = /^.*[\\/]node_modules[\\/](@[^\\/]+[\\/])?[^\\/]+/.exec(path) ?? [];
      const licence = licensed.has(folder) ? '' : `/*! ${licenceIn(folder)} */`;
      licensed.add(folder);
      const noMap = inlineMap({ version: 3, sources: [''], mappings: 'AAAA' });
      return { contents: [licence, readFileSync(path, 'utf8'), noMap].join('\n') };
    });
  },
};

function licenceIn(folder: string): string {
  const file = ['LICENSE-MIT', 'LICENSE', 'license'].find((name) => existsSync(join(folder, name)));
  if (file === undefined) throw new Error(`${folder} has no licence to carry along.`);
  return readFileSync(join(folder, file), 'utf8').trim();
}

export default defineConfig({
  entry,
  format: ['esm', 'cjs'],
  // Types come from the built packages below, as users get them, not from their sources as in our own type checks.
  // What differs by platform (`imports` in package.json) has one type.
  dts: { compilerOptions: { customConditions: [], paths: { '#*': ['./src/*.ts'] } } },
  target: 'es2022',
  platform: 'neutral',
  external: [/^node:/, /^#/],
  noExternal: [esmOnly],
  esbuildPlugins: [carried],
  splitting: true,
  sourcemap: true,
  clean: true,
  treeshake: false,
  plugins: [commonJs],
  // `import.meta.url` in CJS too: threads of `sessions` load a package by its place.
  shims: [
    '@ksef/emulator',
    '@ksef/mcp',
    '@ksef/sessions',
    '@ksef/visualization',
    '@ksef/validation',
  ].includes(manifest.name),
});
