import { haveSamples, judgeByXmllint, mutations, samplesOf } from '@ksef-tools/schemas/testing';
import { hasTools } from '@ksef-tools/testing';
import { describe, expect, it } from 'vitest';
import { validateInvoice } from '../src/index.js';

const forms = ['fa2', 'fa3', 'faRr1', 'pef3', 'pefKor3'];
const count = 1000;

/** Debian's libxml2 2.9 refuses decimal numbers of more than 24 digits, which XML Schema allows and later versions take. */
const longNumber = />\s*\d{25,}\s*</;

describe.skipIf(!haveSamples || !hasTools('xmllint'))('validateInvoice and xmllint', () => {
  it.each(forms)(
    `say the same of all samples and ${count} damaged documents of %s`,
    { timeout: 240_000 },
    async (form) => {
      const samples = samplesOf(form);
      const each = Math.ceil(count / samples.length);
      const documents = samples.flatMap(({ name, text }, index) => [
        { text, what: name },
        ...mutations(text, each, 5_000 + index),
      ]);
      const verdicts = await judgeByXmllint(
        form,
        documents.map(({ text }) => text),
      );
      const differences: unknown[] = [];
      for (const [index, { text, what }] of documents.entries()) {
        const bytes = new TextEncoder().encode(text);
        const { isValid, issues } = await validateInvoice(bytes, { stages: ['bytes', 'schema'] });
        const isValidForXmllint = verdicts[index];
        if (isValid === isValidForXmllint || (isValid && longNumber.test(text))) continue;
        differences.push({ what, isValidForXmllint, issues });
      }
      expect(differences).toEqual([]);
      expect(verdicts.length).toBeGreaterThan(count);
      // A comparison of documents that are all invalid would say little.
      expect(verdicts.filter((isValid) => isValid).length).toBeGreaterThan(count / 50);
    },
  );
});
