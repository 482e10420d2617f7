import { existsSync } from 'node:fs';
import { loadSchema, type SchemaName, schemaNames } from '@ksef/schemas';
import { describe, expect, it } from 'vitest';
import { publishedFolder } from '../src/published-forms.js';
import { loadReference, mutations, samplesOf } from '../src/testing/index.js';

// libxml2 cannot load this one, as published: its patterns use `\b`, which XML Schema does not have.
const unusable: SchemaName = 'authTokenRequest20';
const usable = schemaNames.filter((name) => name !== unusable);

describe.skipIf(!existsSync(publishedFolder))('schemas without annotations', () => {
  it.each(usable)(
    'of %s: say of every sample and of 500 damaged ones what the published say',
    { timeout: 120_000 },
    async (name) => {
      const samples = samplesOf(name);
      expect(samples.length).toBeGreaterThan(0);
      const ours = await loadReference(await loadSchema(name));
      const published = await loadReference(name);
      for (const { name: sample, text } of samples)
        expect([sample, ours.violations(text), published.violations(text)]).toEqual([sample, [], []]);
      const each = Math.ceil(500 / samples.length);
      const valid = { true: 0, false: 0 };
      for (const [index, { text: sample }] of samples.entries()) {
        for (const { text, what } of mutations(sample, each, index)) {
          const expected = published.violations(text);
          expect({ what, violations: ours.violations(text) }).toEqual({ what, violations: expected });
          valid[expected.length === 0 ? 'true' : 'false']++;
        }
      }
      // A comparison of documents that are all invalid, or all valid, would say little.
      expect(valid.true).toBeGreaterThan(10);
      expect(valid.false).toBeGreaterThan(200);
      ours.dispose();
      published.dispose();
    },
  );

  it(`of ${unusable}: are refused by libxml2 for the reasons for which the published is`, async () => {
    const reason = (error: Error) => error.message;
    const published = await loadReference(unusable).catch(reason);
    expect(published).toMatch(/not a valid regular expression/);
    expect(await loadReference(await loadSchema(unusable)).catch(reason)).toBe(published);
  });
});
