import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const shared = join(import.meta.dirname, '../../../../../shared/ksef/samples');

const placeholders: Readonly<Record<string, string>> = {
  nip: '5265877635',
  supplier_nip: '5265877635',
  buyer_nip: '1111111111',
  invoice_number: 'FV 1/2026',
  iban: 'PL61109010140000071219812874',
};

/** Official samples of a folder whose names pass, with their placeholders filled in and the final namespace. */
export function samples(
  folder: 'fa3' | 'templates',
  passes = /\.xml$/,
): { name: string; bytes: Uint8Array }[] {
  return readdirSync(join(shared, folder))
    .filter((name) => passes.test(name))
    .sort()
    .map((name) => {
      const text = readFileSync(join(shared, folder, name), 'utf8')
        .replace('http://crd.gov.pl/wzor/2025/02/14/02141/', 'http://crd.gov.pl/wzor/2025/06/25/13775/')
        .replace(/<DataWytworzeniaFa>[^<]*/, '<DataWytworzeniaFa>2026-02-01T10:00:00Z')
        .replace(/#([a-z_0-9]+)#/gi, (_, key: string) => filled(key.toLowerCase()));
      return { name, bytes: new TextEncoder().encode(text) };
    });
}

function filled(key: string): string {
  if (key.includes('date')) return '2026-02-01';
  if (key.includes('nip')) return placeholders[key] ?? '5265877635';
  return placeholders[key] ?? `filled ${key}`;
}
