import { readFileSync } from 'node:fs';
import { defineConfig } from 'tsup';

// One build for every package: `exports` in its package.json names the entries,
// so a new subpath needs no second list.
const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
  name: string;
  exports: Record<string, { import?: { default?: string } } | string>;
  bin?: Record<string, string>;
};

const entry: Record<string, string> = {};
for (const target of Object.values(manifest.exports)) {
  const file = typeof target === 'string' ? undefined : target.import?.default;
  if (file !== undefined) addEntry(file);
}
for (const file of Object.values(manifest.bin ?? {})) addEntry(file);

function addEntry(distFile: string): void {
  const name = distFile.replace(/^\.?\/?dist\//, '').replace(/\.js$/, '');
  entry[name] = `src/${name}.ts`;
}

export default defineConfig({
  entry,
  format: ['esm', 'cjs'],
  dts: true,
  target: 'es2022',
  platform: 'neutral',
  external: [/^node:/],
  splitting: true,
  sourcemap: true,
  clean: true,
  treeshake: false,
  // `import.meta.url` in CJS too: threads of `sessions` load a package by its place.
  shims: manifest.name === '@ksef/sessions',
});
