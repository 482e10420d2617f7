// `node tools/pack/add-source.mjs`, after you added a package or an entry: writes what a test asks of every manifest.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { currentHome, writeHome } from './home.mjs';
import { condition } from './without-source.cjs';

const packages = join(dirname(fileURLToPath(import.meta.url)), '../../packages');
for (const name of readdirSync(packages)) {
  const file = join(packages, name, 'package.json');
  if (!existsSync(file)) continue;
  const before = readFileSync(file, 'utf8');
  const manifest = JSON.parse(before);
  for (const [entry, target] of Object.entries(manifest.exports)) {
    if (typeof target === 'string') continue;
    const { [condition]: _, ...built } = target;
    const source = built.import.default.replace('./dist/', './src/').replace(/\.js$/, '.ts');
    manifest.exports[entry] = { [condition]: source, ...built };
  }
  manifest.scripts.prepack = 'node ../../tools/pack/require-pnpm.mjs';
  const after = `${JSON.stringify(manifest, null, 2)}\n`;
  if (JSON.stringify(JSON.parse(before)) !== JSON.stringify(manifest)) {
    writeFileSync(file, after);
    console.log(`${name}: written`);
  }
}
writeHome(currentHome());
