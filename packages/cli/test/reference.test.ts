import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { commands } from '../src/commands/index.js';
import { commandReference } from '../src/reference/command-reference.js';

it.each([
  ['en', 'guides'],
  ['pl', 'pl/guides'],
] as const)(
  'has a current reference in the guides (%s): after a change, run "npm run cli-reference"',
  (language, folder) => {
    const file = new URL(`../../../docs/${folder}/cli-reference.md`, import.meta.url);
    expect(readFileSync(file, 'utf8')).toBe(commandReference(commands, language));
  },
);
