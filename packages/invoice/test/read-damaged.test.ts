import { KsefError } from '@ksef/core';
import { describe, expect, it } from 'vitest';
import { buildInvoice, type Totals } from '../src/index.js';
import { readInvoiceData } from '../src/read.js';
import { publishedSchema } from './support/published-schema.js';
import { samples } from './support/samples.js';

const all = [...samples('fa3'), ...samples('templates', /\.xml$/)];

/** Places of an element's whole text: what a file without that element lacks. */
function elementsOf(text: string): [start: number, end: number][] {
  const places: [number, number][] = [];
  for (const match of text.matchAll(/<([\w:]+)(?:\s[^<>]*)?>/g)) {
    const [tag, name = ''] = match;
    const close = text.indexOf(`</${name}>`, match.index);
    if (close > 0 && !tag.endsWith('/>') && name !== 'Faktura')
      places.push([match.index, close + name.length + 3]);
  }
  return places;
}

describe('readInvoiceData', () => {
  it.each(all)('reads $name whatever element is missing', ({ bytes }) => {
    const text = new TextDecoder().decode(bytes);
    for (const [start, end] of elementsOf(text)) {
      const damaged = new TextEncoder().encode(text.slice(0, start) + text.slice(end));
      try {
        readInvoiceData(damaged);
      } catch (error) {
        // Without its header nobody knows what form it is.
        if (!(error instanceof KsefError))
          throw new Error(`Without ${text.slice(start, start + 40)}: ${error}`);
      }
    }
  });

  it.each(samples('fa3'))('gives data of $name that the published JSON Schema describes', ({ bytes }) => {
    const isInvoiceData = publishedSchema('invoice');
    isInvoiceData(readInvoiceData(bytes).data);
    expect(isInvoiceData.errors ?? []).toEqual([]);
  });

  it('keeps amounts as the texts of the file', () => {
    const totals: Totals = { rates: [{ group: 'standard', net: '10.5', vat: '2.42' }], gross: '12.92' };
    const { xml } = buildInvoice({
      number: 'FV 1',
      issueDate: '2026-02-01',
      seller: { nip: '5265877635', name: 'x', address: 'x' },
      buyer: { name: 'y' },
      lines: [{ name: 'z', quantity: '1.000', netPrice: '10.5000', net: '10.5', rate: '23' }],
      totals,
    });
    const { data } = readInvoiceData(xml);
    expect(data.totals).toEqual(totals);
    expect(data.lines).toMatchObject([{ quantity: '1.000', netPrice: '10.5000', net: '10.5' }]);
  });
});
