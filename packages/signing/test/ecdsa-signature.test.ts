import fc from '@ksef-tools/testing/properties';
import { describe, expect, it } from 'vitest';
import { ecdsaFromDer, ecdsaToDer } from '../src/index.js';

const curves = [
  ['P-256', 32],
  ['P-384', 48],
  ['P-521', 66],
] as const;

/** r or s: any number but zero, with as many leading zeros as it likes. */
const integer = (size: number) =>
  fc
    .tuple(fc.integer({ min: 1, max: 255 }), fc.uint8Array({ maxLength: size - 1 }))
    .map(([first, rest]) => Uint8Array.from([...new Array(size - 1 - rest.length).fill(0), first, ...rest]));

describe.each(curves)('ECDSA signatures on %s', (curve, size) => {
  const signature = fc.tuple(integer(size), integer(size)).map(([r, s]) => Uint8Array.from([...r, ...s]));

  it('survive the way to DER and back', async () => {
    await fc.assert(
      fc.asyncProperty(signature, async (raw) => {
        const der = await ecdsaToDer(raw, curve);
        expect(await ecdsaFromDer(der, curve)).toEqual(raw);
        // Minimal: no zero byte more than it takes to stay positive.
        for (const [at, length] of positions(der)) {
          expect(length).toBeLessThanOrEqual(size + 1);
          if (der[at] === 0) expect(der[at + 1]).toBeGreaterThan(127);
        }
      }),
    );
  });

  it('are refused when they are cut or go on', async () => {
    await fc.assert(
      fc.asyncProperty(signature, fc.nat(), async (raw, at) => {
        const der = await ecdsaToDer(raw, curve);
        await expect(ecdsaFromDer(der.subarray(0, at % der.length), curve)).rejects.toMatchObject({
          code: 'INVALID_SIGNATURE',
        });
        await expect(ecdsaFromDer(Uint8Array.from([...der, 0]), curve)).rejects.toMatchObject({
          code: 'INVALID_SIGNATURE',
        });
        await expect(ecdsaToDer(raw.subarray(1), curve)).rejects.toMatchObject({ code: 'INVALID_SIGNATURE' });
      }),
    );
  });
});

describe('ecdsaFromDer', () => {
  it.each([
    ['zero', '3006020100020101'],
    ['negative', '3006020181020101'],
    ['too long', `302702 2200${'ff'.repeat(33)}020101`.replace(' ', '')],
    ['no integers', '30060401010401 01'.replace(' ', '')],
    ['three', '3009020101020101020101'],
  ])('refuses %s', async (_name, hex) => {
    await expect(ecdsaFromDer(new Uint8Array(Buffer.from(hex, 'hex')), 'P-256')).rejects.toMatchObject({
      code: 'INVALID_SIGNATURE',
    });
  });
});

/** Where the two integers of a short DER signature are. */
function positions(der: Uint8Array): [number, number][] {
  const start = (der[1] ?? 0) > 127 ? 3 : 2;
  const length = der[start + 1] ?? 0;
  const second = start + 2 + length;
  return [
    [start + 2, length],
    [second + 2, der[second + 1] ?? 0],
  ];
}
