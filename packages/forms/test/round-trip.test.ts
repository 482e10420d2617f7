import { execFileSync } from 'node:child_process';
import { loadSchema } from '@ksef/schemas';
import { haveSamples, loadReference, samplesOf } from '@ksef-tools/schemas/testing';
import { hasTools } from '@ksef-tools/testing';
import { describe, expect, it } from 'vitest';
import { allForms, utf8, withoutPlaces } from './support/all-forms.js';

describe.skipIf(!haveSamples || !hasTools('xmllint'))('reading and writing every sample', () => {
  it.each(allForms)(
    'of $name gives the same document by exclusive canonical XML',
    async ({ name, parse, write }) => {
      const reference = await loadReference(await loadSchema(name));
      for (const { text } of samplesOf(name)) {
        const { model, prefixes } = parse(utf8(text), { positions: true });
        const written = write(model as never, { prefixes });
        expect(reference.violations(written)).toEqual([]);
        expect(canonical(written)).toBe(canonical(utf8(withoutComments(text))));
        expect(withoutPlaces(parse(written))).toEqual(withoutPlaces(model));
      }
      reference.dispose();
    },
  );
});

/** Without the white space that indents: models do not keep it. */
function canonical(bytes: Uint8Array): string {
  return execFileSync('xmllint', ['--noblanks', '--exc-c14n', '-'], {
    input: bytes,
    maxBuffer: 1e8,
  }).toString();
}

/** Models keep neither comments nor hints where a schema lies. */
function withoutComments(text: string): string {
  return text.replace(/<!--[\s\S]*?-->/g, '').replace(/\sxsi:schemaLocation="[^"]*"/, '');
}
