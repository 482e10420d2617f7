import { writeFileSync } from 'node:fs';
import { commands } from '../commands/index.js';
import { commandReference } from './command-reference.js';

const guides = new URL('../../../../docs/guides/', import.meta.url);
writeFileSync(new URL('cli-reference.md', guides), commandReference(commands, 'en'));
