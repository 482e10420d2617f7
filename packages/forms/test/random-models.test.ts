import { loadSchema } from '@ksef/schemas';
import { haveSamples, judgeByXmllint, loadReference } from '@ksef-tools/schemas/testing';
import { hasTools } from '@ksef-tools/testing';
import { seededRandom } from '@ksef-tools/testing/random';
import { describe, expect, it } from 'vitest';
import type { FormTable } from '../src/engine/form-table.js';
import { allForms, withoutPlaces } from './support/all-forms.js';
import { modelMaker } from './support/random-model.js';

describe('random models', () => {
  it.each(allForms)(
    'of $name: 1 000 are written validly and read back equal',
    { timeout: 300_000 },
    async ({ name, table, parse, write }) => {
      const reference = await loadReference(await loadSchema(name));
      const published = asPublished(name, table);
      const make = modelMaker(published);
      const names = new Set<string>();
      const written: Uint8Array[] = [];
      for (let seed = 0; seed < 1_000; seed++) {
        const model = withoutDoubles(make(seededRandom(seed)));
        const bytes = write(model as never);
        written.push(bytes);
        const violations = reference.violations(bytes);
        if (violations.length > 0)
          expect({ seed, violations, text: new TextDecoder().decode(bytes) }).toEqual({});
        expect(withoutPlaces(parse(bytes))).toEqual(withoutPlaces(model));
        for (const [, element = ''] of new TextDecoder().decode(bytes).matchAll(/<([\w:.-]+)/g))
          names.add(element);
      }
      reference.dispose();
      if (haveSamples && hasTools('xmllint')) {
        const verdicts = await judgeByXmllint(name, written);
        expect(verdicts.flatMap((isValid, seed) => (isValid ? [] : [seed]))).toEqual([]);
      }
      // Nearly every element of the form came up; those of UBL lie deep.
      const wanted = new Set(
        published.types.flatMap((type) =>
          'base' in type || type.content === undefined ? [] : namesIn(type.content),
        ),
      );
      const seen = new Set([...names].map((element) => element.replace(/^.*:/, '')));
      expect([...wanted].filter((element) => !seen.has(element)).length).toBeLessThan(
        wanted.size * (name.startsWith('pef') ? 0.35 : 0.05),
      );
    },
  );
});

/** What we take beyond the published schema is no model of it. */
function asPublished(name: string, table: FormTable): FormTable {
  const withoutSignature = (entry: unknown): unknown => {
    if (!Array.isArray(entry)) return entry;
    const kept = entry.filter((item) => !(Array.isArray(item) && item[0] === 2 && item[2] === 'Signature'));
    // The receipt names one sender only.
    return kept.map(withoutSignature);
  };
  if (name === 'upo43') {
    const types = table.types.map((type) =>
      'base' in type
        ? type
        : {
            ...type,
            ...(type.content === undefined ? {} : { content: fixSender(withoutSignature(type.content)) }),
          },
    );
    return { ...table, types } as FormTable;
  }
  if (name !== 'authTokenRequest21') return table;
  // The pattern of PeppolId has anchors, which libxml2 takes for characters and KSeF does not; NipVatUe ends with one.
  const types = table.types.map((type) => {
    if ('base' in type || type.content === undefined || type.content[0] !== 1) return type;
    const [kind, min, items] = type.content as readonly [1, number, readonly (readonly unknown[])[]];
    return {
      ...type,
      content: [kind, min, items.filter(([element]) => element !== 'PeppolId' && element !== 'NipVatUe')],
    };
  });
  return { ...table, types } as FormTable;
}

function fixSender(content: unknown): unknown {
  if (!Array.isArray(content)) return content;
  if (content[0] === 'NazwaPodmiotuPrzyjmujacego')
    return [content[0], content[1], 1, 1, 0, 'Ministerstwo Finansów'];
  return content.map(fixSender);
}

/** A receipt names each KSeF number once. */
function withoutDoubles(model: unknown): unknown {
  const { Dokument: documents } = model as { Dokument?: readonly { NumerKSeFDokumentu: string }[] };
  if (documents === undefined) return model;
  const once = new Map(documents.map((document) => [document.NumerKSeFDokumentu, document]));
  return { ...(model as object), Dokument: [...once.values()] };
}

function namesIn(particle: unknown): readonly string[] {
  if (!Array.isArray(particle)) return [];
  if (typeof particle[0] === 'string') return [particle[0]];
  return particle[0] === 2 ? [] : (particle[2] as unknown[]).flatMap(namesIn);
}
