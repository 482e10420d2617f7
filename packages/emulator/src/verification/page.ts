import type { Check, Verdict } from './verdict.js';

/** What the Ministry's pages say, by the name of the check: its clients' tests look for these sentences. */
const sentences: Readonly<Record<string, string>> = {
  found: 'Faktura znajduje się w KSeF',
  certificate: 'Certyfikat istnieje. Certyfikat jest aktywny',
  signature: 'Podpis wystawcy jest prawidłowy',
  rights: 'Wystawca posiada uprawnienia do wystawienia faktury',
};
const notFound = 'Faktura nie została znaleziona w KSeF';

/** The verdict for people. */
export function verdictPage({ checks, code, invoice, valid }: Verdict): string {
  const rows = [
    ...checks.map((one) => [one.name, outcomeOf(one)] as const),
    ...Object.entries(invoice ?? {}).map(([name, value]) => [name, value ?? ''] as const),
  ].map(([name, text]) => `<tr><th>${escaped(name)}</th><td>${escaped(text)}</td></tr>`);
  const title = `${code}: ${valid ? 'valid' : 'not valid'}`;
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title></head><body><h1>${title}</h1><table>${rows.join('')}</table><p>KSeF emulator</p></body></html>`;
}

function outcomeOf({ name, passed, reason = '' }: Check): string {
  if (passed) return sentences[name] ?? 'OK';
  return name === 'found' ? `${notFound}. ${reason}` : reason;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
