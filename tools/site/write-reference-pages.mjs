// `npm run reference-pages`
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as validation from '../../packages/validation/src/index.ts';
import * as status from '../../packages/validation/src/status.ts';
import { docs } from './pages.mjs';
import { referencePages } from './reference-pages.mjs';

for (const [path, text] of Object.entries(referencePages(validation, status))) {
  mkdirSync(dirname(join(docs, path)), { recursive: true });
  writeFileSync(join(docs, path), text);
}
