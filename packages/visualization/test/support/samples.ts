import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const shared = join(import.meta.dirname, '../../../../../shared/ksef/samples');
const own = join(import.meta.dirname, '../samples');

/** An official sample, with its placeholders filled in and the final namespace instead of the draft's. */
export interface Sample {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const placeholders: Readonly<Record<string, string>> = {
  nip: '5265877635',
  supplier_nip: '5265877635',
  buyer_nip: '1111111111',
  issue_date: '2026-02-01',
  due_date: '2026-02-15',
  invoicing_date: '2026-02-01',
  iban: 'PL61109010140000071219812874',
};

function sample(folder: string, name: string): Sample {
  const text = readFileSync(join(shared, folder, name), 'utf8')
    .replace('http://crd.gov.pl/wzor/2025/02/14/02141/', 'http://crd.gov.pl/wzor/2025/06/25/13775/')
    .replace(/#([a-z_0-9]+)#/gi, (_, key: string) => placeholders[key.toLowerCase()] ?? `filled-${key}`);
  return { name, bytes: new TextEncoder().encode(text) };
}

function samplesOf(folder: string): Sample[] {
  return readdirSync(join(shared, folder), { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('.xml'))
    .sort()
    .map((name) => sample(folder, name));
}

// For FA (1) and UPO 4.2 there are no official samples: these are written after their schemas, with every field.
function ownSamples(prefix: string): Sample[] {
  return readdirSync(own)
    .filter((name) => name.startsWith(prefix))
    .sort()
    .map((name) => ({ name, bytes: new Uint8Array(readFileSync(join(own, name))) }));
}

/** Invoices of every form. */
export const invoiceSamples: readonly Sample[] = [
  ...samplesOf('fa3'),
  ...samplesOf('templates'),
  ...ownSamples('fa1'),
];

/** Receipts of every version. */
export const receiptSamples: readonly Sample[] = [...samplesOf('upo'), ...ownSamples('upo42')];
