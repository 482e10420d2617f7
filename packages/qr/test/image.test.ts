import { inflateSync } from 'node:zlib';
import { environments } from '@ksef/core';
import { hasTools } from '@ksef-tools/testing';
import { screenshot } from '@ksef-tools/testing/browser';
import fc from '@ksef-tools/testing/properties';
import { describe, expect, it } from 'vitest';
import { glyphAdvance, glyphRow } from '../src/image/glyphs.js';
import { layOut } from '../src/image/lay-out.js';
import { checkImageOptions } from '../src/image/qr-image-options.js';
import { type QrImageOptions, qrMatrix, qrPng, qrSvg } from '../src/image.js';
import { invoiceLink } from '../src/index.js';
import { decode } from './support/zbarimg.js';

const kod1 = invoiceLink({
  environment: environments.prd,
  sellerNip: '5265877635',
  issueDate: '2026-02-01',
  invoiceHash: new Uint8Array(32).fill(0xa7),
});
// As long as a link with an RSA signature gets.
const kod2 = kod1.replace('/invoice/', '/certificate/Nip/5265877635/').padEnd(510, '_aZ0-9bY');
const number = '5265877635-20260201-0C0E85F0A000-4A';

const looks: readonly QrImageOptions[] = [
  {},
  { label: number },
  { label: 'OFFLINE', moduleSize: 1 },
  { label: number, moduleSize: 2, errorCorrection: 'L' },
  { label: 'CERTYFIKAT', moduleSize: 5, errorCorrection: 'Q' },
  { label: number, moduleSize: 3, errorCorrection: 'H', quietZone: 10 },
  { label: 'CERTYFIKAT', moduleSize: 4, quietZone: 0 },
];

describe.skipIf(!hasTools('zbarimg'))('qrPng', () => {
  it.each(looks)('is read back by an independent decoder: %j', async (options) => {
    for (const link of [kod1, kod2]) {
      // Decoders need some pixels a module, and the white that a page around the image would give.
      const readable = { ...options, moduleSize: Math.max(2, options.moduleSize ?? 8) };
      const quiet = { ...readable, quietZone: Math.max(4, options.quietZone ?? 4) };
      expect(await decode(await qrPng(link, quiet))).toEqual([link]);
    }
  });

  it.each(looks)(
    'is read back from its very pixels, on a page of white and magnified: %j',
    { timeout: 60_000 },
    async (options) => {
      for (const link of [kod1, kod2])
        expect(await decode(onWhite(pixelsOf(await qrPng(link, options))), 'pgm')).toEqual([link]);
    },
  );

  it('has one bit a pixel, and stays small', async () => {
    const png = await qrPng(kod1, { label: number });
    const view = new DataView(png.buffer);
    expect([...png.subarray(0, 8)]).toEqual([137, 80, 78, 71, 13, 10, 26, 10]);
    expect(view.getUint8(24)).toBe(1);
    expect(png.length).toBeLessThan(2_000);
  });

  it('has the pixels of the layout', async () => {
    for (const options of looks) {
      const layout = layOut(qrMatrix(kod1, options), checkImageOptions(options));
      expect(pixelsOf(await qrPng(kod1, options))).toEqual(paint(layout));
    }
  });

  it.each([
    [{ label: 'żółw' }, 'INVALID_LABEL'],
    [{ label: 'offline' }, 'INVALID_LABEL'],
    [{ label: 'A'.repeat(101) }, 'INVALID_LABEL'],
    [{ moduleSize: 0 }, 'INVALID_OPTION'],
    [{ moduleSize: 2.5 }, 'INVALID_OPTION'],
    [{ moduleSize: 101 }, 'INVALID_OPTION'],
    [{ quietZone: -1 }, 'INVALID_OPTION'],
    [{ errorCorrection: 'X' as never }, 'INVALID_OPTION'],
  ])('refuses %j', async (options, code) => {
    await expect(qrPng(kod1, options)).rejects.toMatchObject({ code });
    expect(() => qrSvg(kod1, options)).toThrow(expect.objectContaining({ code }));
  });

  it('takes the largest label and sizes that it names', () => {
    const largest = { label: 'A'.repeat(100), moduleSize: 100, quietZone: 100 };
    expect(checkImageOptions(largest)).toEqual(largest);
    expect(checkImageOptions({ moduleSize: 1, quietZone: 0 })).toMatchObject({ moduleSize: 1, quietZone: 0 });
  });

  it('refuses a text that is empty or too long for a code', async () => {
    for (const text of ['', 'a'.repeat(3000), undefined as never])
      await expect(qrPng(text)).rejects.toMatchObject({ code: 'INVALID_TEXT' });
  });
});

describe.skipIf(!hasTools('zbarimg', 'chromium'))('qrSvg', () => {
  it('is read back from what a browser draws', { timeout: 120_000 }, async () => {
    const links = looks.map((_, index) => `${kod1}${index}`);
    const images = looks.map((options, index) =>
      qrSvg(links[index] ?? '', { ...options, moduleSize: 4, quietZone: 4 }),
    );
    const html = `<body style="margin:0;background:#fff">${images.map((svg) => `<div>${svg}</div>`).join('')}</body>`;
    expect(await decode(await screenshot(html, 700, 2200))).toEqual(links);
  });

  it('draws the same pixels as the PNG', () => {
    for (const options of looks) {
      const svg = qrSvg(kod1, options);
      const layout = layOut(qrMatrix(kod1, options), checkImageOptions(options));
      expect(svg).toContain(`viewBox="0 0 ${layout.width} ${layout.height}"`);
      const pixels = Array.from({ length: layout.height }, () => new Uint8Array(layout.width));
      for (const [, x, y, width, height] of svg.matchAll(/M(\d+) (\d+)h(\d+)v(\d+)h-\d+z/g)) {
        for (let line = Number(y); line < Number(y) + Number(height); line++)
          pixels[line]?.fill(1, Number(x), Number(x) + Number(width));
      }
      expect(pixels).toEqual(paint(layout));
    }
  });

  it('needs no font and no script', () => {
    expect(qrSvg(kod1, { label: number })).not.toMatch(/<text|font|<script|<style/);
    expect(qrSvg(kod1, { label: number })).toContain(`aria-label="QR ${number}"`);
  });
});

describe('the layout', () => {
  const characters = fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-');
  const options = fc.record({
    label: fc.string({ unit: characters, maxLength: 60 }),
    moduleSize: fc.integer({ min: 1, max: 12 }),
    quietZone: fc.integer({ min: 0, max: 8 }),
    errorCorrection: fc.constantFrom('L', 'M', 'Q', 'H'),
  });

  it('keeps the quiet zone, cuts nothing, and lets nothing touch', () => {
    fc.assert(
      fc.property(options, fc.constantFrom(kod1, kod2), (chosen, link) => {
        const matrix = qrMatrix(link, chosen);
        const { width, height, bands } = layOut(matrix, checkImageOptions(chosen));
        const quiet = chosen.quietZone * chosen.moduleSize;
        const codeHeight = matrix.length * chosen.moduleSize;
        let y = 0;
        for (const { height: bandHeight, runs } of bands) {
          const inCode = y >= quiet && y < quiet + codeHeight;
          let end = 0;
          for (const run of runs) {
            expect(run.x).toBeGreaterThanOrEqual(inCode ? Math.max(quiet, end) : end + 1);
            end = run.x + run.width;
          }
          expect(end).toBeLessThanOrEqual(width - (inCode ? quiet : 0));
          const inZone = y < quiet || (y >= quiet + codeHeight && y < codeHeight + 2 * quiet);
          if (inZone) expect(runs).toEqual([]);
          y += bandHeight;
        }
        expect(y).toBe(height);
        expect(bands.at(-1)?.runs).toEqual([]);
      }),
    );
  });

  it('draws every dot of the label, in the middle', () => {
    fc.assert(
      fc.property(options, (chosen) => {
        const layout = layOut(qrMatrix(kod1, chosen), checkImageOptions(chosen));
        if (chosen.label === '') return;
        const rows = layout.bands.slice(-8, -1);
        const dot = rows[0]?.height ?? 0;
        const left = Math.floor((layout.width - (chosen.label.length * glyphAdvance - 1) * dot) / 2);
        const drawn = rows.map(({ runs }) => runs.reduce((sum, run) => sum + run.width, 0));
        expect(drawn).toEqual(rows.map((_, row) => glyphRow(chosen.label, row).filter(Boolean).length * dot));
        for (const { runs } of rows)
          for (const { x } of runs) {
            expect((x - left) % dot).toBe(0);
            expect(x).toBeGreaterThanOrEqual(left);
          }
      }),
    );
  });

  it('gives both labels of an invoice the same size', () => {
    const heights = [number, 'OFFLINE', 'CERTYFIKAT'].map(
      (label) => layOut(qrMatrix(kod1), checkImageOptions({ label })).bands.at(-2)?.height,
    );
    expect(new Set(heights).size).toBe(1);
  });
});

describe('the glyphs', () => {
  it('are all different', () => {
    const characters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-'];
    const shapes = characters.map((character) =>
      [0, 1, 2, 3, 4, 5, 6].map((row) => glyphRow(character, row).map(Number).join('')).join('\n'),
    );
    expect(new Set(shapes).size).toBe(characters.length);
    for (const shape of shapes) expect(shape).toContain('1');
  });
});

/** The pixels, each four wide, with forty of white around, as a PGM image. */
function onWhite(pixels: readonly Uint8Array[]): Uint8Array {
  const white = 40;
  const width = 4 * (pixels[0]?.length ?? 0) + 2 * white;
  const blank = Array.from({ length: white }, () => Buffer.alloc(width, 255));
  const lines = pixels.flatMap((pixelsOfLine) => {
    const line = Buffer.alloc(width, 255);
    for (const [x, black] of pixelsOfLine.entries())
      if (black) line.fill(0, white + 4 * x, white + 4 * (x + 1));
    return [line, line, line, line];
  });
  const all = [...blank, ...lines, ...blank];
  return Buffer.concat([Buffer.from(`P5 ${width} ${all.length} 255\n`), ...all]);
}

type Layout = ReturnType<typeof layOut>;

function paint({ width, bands }: Layout): Uint8Array[] {
  return bands.flatMap(({ height, runs }) =>
    Array.from({ length: height }, () => {
      const line = new Uint8Array(width);
      for (const run of runs) line.fill(1, run.x, run.x + run.width);
      return line;
    }),
  );
}

/** The pixels of a PNG with one bit each; 1 is black. Only the filters that occur here. */
function pixelsOf(png: Uint8Array): Uint8Array[] {
  const buffer = Buffer.from(png);
  const width = buffer.readUInt32BE(16);
  const height = buffer.readUInt32BE(20);
  const length = buffer.readUInt32BE(33);
  expect(buffer.toString('latin1', 37, 41)).toBe('IDAT');
  const raw = inflateSync(buffer.subarray(41, 41 + length));
  const stride = 1 + Math.ceil(width / 8);
  expect(raw.length).toBe(stride * height);
  const lines: Uint8Array[] = [];
  for (let y = 0; y < height; y++) {
    const line = raw.subarray(y * stride, (y + 1) * stride);
    if (line[0] === 2)
      for (let at = 1; at < stride; at++) line[at] = (line[at] ?? 0) ^ (raw[(y - 1) * stride + at] ?? 0);
    lines.push(
      Uint8Array.from({ length: width }, (_, x) => (((line[1 + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1) ^ 1),
    );
  }
  return lines;
}
