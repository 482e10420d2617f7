import type { Verdict } from './verdict.js';

/** The verdict for people. */
export function verdictPage({ checks, code, invoice, valid }: Verdict): string {
  const rows = [
    ...checks.map(({ name, passed, reason }) => [name, passed ? 'OK' : (reason ?? '')] as const),
    ...Object.entries(invoice ?? {}).map(([name, value]) => [name, value ?? ''] as const),
  ].map(([name, text]) => `<tr><th>${escaped(name)}</th><td>${escaped(text)}</td></tr>`);
  const title = `${code}: ${valid ? 'valid' : 'not valid'}`;
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title></head><body><h1>${title}</h1><table>${rows.join('')}</table><p>KSeF emulator</p></body></html>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
