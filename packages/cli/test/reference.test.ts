import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { commands } from '../src/commands/index.js';
import { commandReference } from '../src/reference/command-reference.js';

it('has a current reference in the guides: after a change, run "npm run cli-reference"', () => {
  const file = new URL('../../../docs/guides/cli-reference.md', import.meta.url);
  expect(readFileSync(file, 'utf8')).toBe(commandReference(commands, 'en'));
});
