import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { validateInvoice } from '../src/index.js';

const folder = join(import.meta.dirname, '../../../../shared/ksef/samples/fa3');
const samples = readdirSync(folder).map((name) => ({
  name,
  text: readFileSync(join(folder, name), 'utf8')
    .replace('http://crd.gov.pl/wzor/2025/02/14/02141/', 'http://crd.gov.pl/wzor/2025/06/25/13775/')
    .replace(/<DataWytworzeniaFa>[^<]*/, '<DataWytworzeniaFa>2026-02-01T10:00:00Z'),
}));

// Their NIPs are made up, and their dates lie in the past.
const rules = {
  'ksef-nip-checksum': 'off',
  'law-old-date': 'off',
  'law-counts-as-offline': 'off',
} as const;

describe('validateInvoice of the official samples', () => {
  it.each(samples)('finds no error in $name', async ({ text }) => {
    const { isValid, form, issues } = await validateInvoice(new TextEncoder().encode(text), { rules });
    expect(issues.map(({ rule, path, message }) => `${rule} ${path}: ${message.en}`)).toEqual([]);
    expect({ isValid, form }).toEqual({ isValid: true, form: 'fa3' });
  });
});
