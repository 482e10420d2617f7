import fc from '@ksef-tools/testing/properties';
import { describe, expect, it } from 'vitest';
import { parseJson } from '../../src/http/parse-json.js';

describe('parseJson', () => {
  it('reads what JSON.parse reads', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8 }), (value) => {
        const text = JSON.stringify(value);
        expect(parseJson(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it.each(['"\\\\\\"[[[["', `"${'['.repeat(1000)}"`, '{"a\\"[":1}', '[]', ' "\\\\" '])(
    'counts no brackets in texts: %s',
    (text) => {
      expect(parseJson(text)).toEqual(JSON.parse(text));
    },
  );

  it.each(['[', '{"a":', '[[', '[1,['])('refuses %s without end, at once', (piece) => {
    const before = performance.now();
    expect(() => parseJson(piece.repeat(1_000_000))).toThrow(SyntaxError);
    expect(performance.now() - before).toBeLessThan(1_000);
  });

  it('refuses lists without end', () => {
    expect(() => parseJson(`[${'0,'.repeat(600_000)}0]`)).toThrow('more than 500000 values');
    expect(parseJson(`[${'0,'.repeat(400_000)}0]`)).toHaveLength(400_001);
  });
});
