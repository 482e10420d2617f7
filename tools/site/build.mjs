// Builds the documentation site: `npm run site`. The pages by VitePress, the API reference by TypeDoc, and every link
// of the result is checked. `--out FOLDER` (default out/site), `--base /PATH/` where it is published below a path.
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'vitepress';
import { writeApiReference } from './api-reference.mjs';
import { deadLinks } from './check-links.mjs';
import { docs, root } from './pages.mjs';

const { values } = parseArgs({
  options: {
    out: { type: 'string', default: join(root, 'out/site') },
    base: { type: 'string', default: '/' },
  },
});
const out = resolve(values.out);
process.env.SITE_OUT = out;
process.env.SITE_BASE = values.base;
await build(docs);
await writeApiReference(root, join(out, 'api'));
const dead = deadLinks(out, values.base);
for (const link of dead) console.error(`Dead link in ${link}`);
console.log(`Wrote the site to ${out}: ${dead.length} dead links.`);
process.exitCode = dead.length === 0 ? 0 : 1;
