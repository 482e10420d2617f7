import { loadSchema } from '@ksef/schemas';
import { haveSamples, loadReference, mutations, samplesOf } from '@ksef-tools/schemas/testing';
import { describe, expect, it } from 'vitest';
import { FormError } from '../src/index.js';
import { allForms, utf8 } from './support/all-forms.js';

/** Where a parser of ours differs on purpose: the sender of receipts, and what stands in extensions of PEF. */
const onPurpose =
  /NazwaPodmiotuPrzyjmujacego|unique identity-constraint|renamed cac-pl:AdditionalInvoiceGrossData/;

describe.skipIf(!haveSamples)('strict parsers and libxml2', () => {
  it.each(allForms)(
    'agree on 500 damaged documents of $name',
    { timeout: 120_000 },
    async ({ name, parse }) => {
      const reference = await loadReference(await loadSchema(name));
      const samples = samplesOf(name);
      const differences: unknown[] = [];
      for (const [index, sample] of samples.entries()) {
        for (const { text, what } of mutations(sample.text, Math.ceil(500 / samples.length), 1_000 + index)) {
          const [violation] = reference.violations(text);
          const problem = caught(() => parse(utf8(text)));
          if ((violation === undefined) === (problem === undefined)) continue;
          if (!onPurpose.test(`${what} ${violation}`)) differences.push({ what, violation, problem });
        }
      }
      expect(differences).toEqual([]);
      reference.dispose();
    },
  );

  it.each(allForms)(
    'name the same element first, in most documents of $name',
    { timeout: 120_000 },
    async ({ name, parse }) => {
      const reference = await loadReference(await loadSchema(name));
      const [sample] = samplesOf(name);
      let same = 0;
      let all = 0;
      for (const { text } of mutations(sample?.text ?? '', 100, 7)) {
        const [violation = ''] = reference.violations(text);
        const problem = caught(() => parse(utf8(text)));
        const element = /^\d+: Element '\{[^}]*\}([^']+)'/.exec(violation)?.[1];
        if (!(problem instanceof FormError) || element === undefined) continue;
        all++;
        if (problem.problems.some(({ path, message }) => `${path} ${message}`.includes(element))) same++;
      }
      expect(all).toBeGreaterThan(20);
      expect(same / all).toBeGreaterThan(0.95);
      reference.dispose();
    },
  );
});

function caught(run: () => unknown): Error | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    return error as Error;
  }
}
