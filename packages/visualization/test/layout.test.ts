import { readFileSync } from 'node:fs';
import { hasTools } from '@ksef-tools/testing';
import { printToPdf, resultOfPage } from '@ksef-tools/testing/browser';
import { describe, expect, it } from 'vitest';
import { styles } from '../src/html/styles.js';
import { invoiceHtml } from '../src/index.js';
import { type Boxes, framesPage } from './support/boxes.js';
import { infoOfPdf, textOfPdf } from './support/outside.js';
import { invoiceSamples } from './support/samples.js';

const sampleOf = (name: string) =>
  invoiceSamples.find((sample) => sample.name === name)?.bytes ?? new Uint8Array();
const manyLines = (count: number) => {
  const line = (index: number) =>
    `<FaWiersz><NrWierszaFa>${index}</NrWierszaFa><P_7>Towar numer ${index}</P_7><P_11>1.00</P_11><P_12>23</P_12></FaWiersz>`;
  const lines = Array.from({ length: count }, (_, index) => line(index + 1)).join('');
  const text = new TextDecoder().decode(sampleOf('FA_3_example_01.xml'));
  return new TextEncoder().encode(text.replace(/<FaWiersz>[\s\S]*<\/FaWiersz>/, () => lines));
};

async function boxesOf(html: string, widths: readonly number[]): Promise<readonly Boxes[]> {
  return JSON.parse(await resultOfPage({ '/': framesPage(widths), '/invoice.html': html }));
}

describe.skipIf(!hasTools('chromium'))('a page in a browser', { timeout: 120_000 }, () => {
  it.each(['FA_3_example_01.xml', 'FA_3_example_13.xml', 'invoice-template-fa-3-pef.xml', 'fa1-vat.xml'])(
    'has its parts in order and in their places: %s',
    async (name) => {
      const html = invoiceHtml(sampleOf(name), { language: 'both' });
      const [narrow, wide] = await boxesOf(html, [360, 900]);
      for (const boxes of [narrow, wide]) {
        expect(boxes?.scrollWidth).toBeLessThanOrEqual(boxes?.width ?? 0);
        expect(boxes?.headings[0]).toBe('parties');
        expect(boxes?.headings.indexOf('lines')).toBeLessThan(boxes?.headings.indexOf('summary') ?? -1);
      }
      const [seller, buyer] = wide?.cards ?? [];
      expect(buyer?.top).toBe(seller?.top);
      expect(buyer?.left).toBeGreaterThan(seller?.right ?? Number.NaN);
      const [above, below] = narrow?.cards ?? [];
      expect(below?.left).toBe(above?.left);
      expect(below?.top).toBeGreaterThan(above?.bottom ?? Number.NaN);
      // Sums stand at the right, below each other.
      const [sums] = wide?.summaries ?? [];
      const [total] = wide?.totals ?? [];
      if (sums !== undefined) expect(total?.right).toBeCloseTo(sums.right, 0);
      expect(total?.right).toBeCloseTo(wide?.contentRight ?? Number.NaN, 0);
    },
  );

  it('repeats the head of a table on every printed page', async () => {
    const printed = readFileSync(await printToPdf(invoiceHtml(manyLines(150))));
    expect(Number(infoOfPdf(printed).Pages)).toBeGreaterThan(2);
    const pages = textOfPdf(printed).split('\f').slice(0, -1);
    for (const page of pages)
      if (page.includes('Towar numer')) expect(page).toContain('Nazwa towaru lub usługi');
    expect(infoOfPdf(printed)['Page size']).toContain('A4');
  });
});

describe('colours', () => {
  const sheet = styles({ accent: '#1f4e79', text: '#1a1a1a' });
  const [, light = ''] = /:root\{([^}]*--accent[^}]*)\}/.exec(sheet) ?? [];
  const [, dark = ''] = /prefers-color-scheme:dark\)\{:root\{([^}]*)\}/.exec(sheet) ?? [];

  it.each([
    ['light', light],
    ['dark', dark],
  ])('are readable on a %s screen: WCAG AA', (_, variables) => {
    const color = (name: string) => new RegExp(`--${name}:(#[0-9a-f]{3,6})`).exec(variables)?.[1] ?? '';
    for (const text of ['accent', 'text', 'soft'])
      for (const ground of ['paper', 'head'])
        expect(contrast(color(text), color(ground)), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5);
  });

  it('are those of the caller on paper, whatever the screen is', () => {
    expect(sheet).toMatch(/@media screen and \(prefers-color-scheme:dark\)/);
    expect(styles({ accent: '#123456', text: '#654321' })).toContain('--accent:#123456;--text:#654321');
  });
});

function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(color: string): number {
  const digits = color.slice(1);
  const hex = digits.length === 3 ? [...digits].map((digit) => digit + digit).join('') : digits;
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((start) => {
    const share = Number.parseInt(hex.slice(start, start + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
