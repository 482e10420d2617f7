import { writeFileSync } from 'node:fs';
import { commands } from '../commands/index.js';
import { commandReference } from './command-reference.js';

const docs = new URL('../../../../docs/', import.meta.url);
writeFileSync(new URL('guides/cli-reference.md', docs), commandReference(commands, 'en'));
writeFileSync(new URL('pl/guides/cli-reference.md', docs), commandReference(commands, 'pl'));
