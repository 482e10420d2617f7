import { copyFileSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runProgram } from './run-program.js';

const invoices = join(import.meta.dirname, '../invoices');
const ksefNumber = '5251230007-20260201-0100A0B0C0D0-A0';

it('received-to-pdf makes a PDF of each invoice, and a list', { timeout: 120_000 }, async () => {
  const [folder, target] = [newFolder(), newFolder()];
  copyFileSync(join(invoices, '1-vat.xml'), join(folder, `${ksefNumber}.xml`));
  copyFileSync(join(invoices, '2-two-rates.xml'), join(folder, '2.xml'));
  const stdout = await run(folder, target);
  expect(stdout).toContain(`2 PDF(s) and list.html in ${target}`);
  expect(readdirSync(target).sort()).toEqual(['2.pdf', `${ksefNumber}.pdf`, 'list.html'].sort());
  const pdf = readFileSync(join(target, `${ksefNumber}.pdf`));
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  expect(statSync(join(target, '2.pdf')).mode & 0o777).toBe(0o600);
  expect(readFileSync(join(target, 'list.html'), 'utf8')).toContain(ksefNumber);
});

it('received-to-pdf reports a file that is no invoice, and makes the others', {
  timeout: 120_000,
}, async () => {
  const [folder, target] = [newFolder(), newFolder()];
  copyFileSync(join(invoices, '1-vat.xml'), join(folder, 'a.xml'));
  writeFileSync(join(folder, 'b.xml'), '<no-invoice/>');
  await expect(run(folder, target)).rejects.toThrow(/b\.xml: The document is not/);
  expect(readdirSync(target).sort()).toEqual(['a.pdf', 'list.html']);
});

function run(...folders: string[]): Promise<string> {
  return runProgram('received-to-pdf.ts', {}, undefined, folders);
}

function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'ksef-example-'));
}
