import { createHash } from 'node:crypto';
import type { Verdict } from './verdict.js';
import type { Language, Words } from './words.js';

const titles: Readonly<Record<Verdict['code'], Words>> = {
  'KOD I': { pl: 'Weryfikacja faktury', en: 'Verification of an invoice' },
  'KOD II': { pl: 'Weryfikacja wystawcy faktury', en: 'Verification of the issuer' },
};
const outcomes: Readonly<Record<Verdict['code'], { readonly good: Words; readonly bad: Words }>> = {
  'KOD I': {
    good: { pl: 'Faktura jest zgodna z KSeF', en: 'The invoice is the one in KSeF' },
    bad: { pl: 'Nie potwierdzono faktury', en: 'The invoice is not confirmed' },
  },
  'KOD II': {
    good: { pl: 'Potwierdzono wystawcę faktury', en: 'The issuer is confirmed' },
    bad: { pl: 'Nie potwierdzono wystawcy faktury', en: 'The issuer is not confirmed' },
  },
};
const headings = {
  checks: { pl: 'Co sprawdzono', en: 'What was checked' },
  invoice: { pl: 'Faktura w KSeF', en: 'The invoice in KSeF' },
  badLink: { pl: 'Nie można zweryfikować tego linku', en: 'This link cannot be verified' },
  unsent: {
    pl: 'Tej faktury nie ma jeszcze w KSeF: wystawiono ją w trybie offline.',
    en: 'This invoice is not in KSeF yet: it was issued offline.',
  },
  foot: {
    pl: 'Emulator KSeF. To nie jest strona Ministerstwa Finansów.',
    en: 'KSeF emulator. This is not a page of the Ministry of Finance.',
  },
} as const;
const fields: Readonly<Record<string, Words>> = {
  ksefNumber: { pl: 'Numer KSeF', en: 'KSeF number' },
  invoiceNumber: { pl: 'Numer faktury', en: 'Invoice number' },
  issueDate: { pl: 'Data wystawienia', en: 'Date of issue' },
  sellerNip: { pl: 'NIP sprzedawcy', en: 'NIP of the seller' },
};
const passedWords: Words = { pl: 'Tak', en: 'Yes' };
const failedWords: Words = { pl: 'Nie', en: 'No' };

const style = `:root{color-scheme:light dark;--page:#f5f6f8;--card:#fff;--text:#1a2230;--muted:#5a6474;--line:#dfe3e9;--accent:#1d4ed8;--good:#17663a;--good-soft:#dff3e6;--bad:#a81e1e;--bad-soft:#fbe5e5}
@media (prefers-color-scheme:dark){:root{--page:#10141b;--card:#181e27;--text:#e6e9ee;--muted:#9aa5b5;--line:#2b3442;--accent:#8ab0ff;--good:#7fd6a0;--good-soft:#16331f;--bad:#ff9c9c;--bad-soft:#431c1c}}
*{box-sizing:border-box}body{margin:0;background:var(--page);color:var(--text);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;overflow-wrap:anywhere}
.top,main,footer{max-width:720px;margin:auto;padding:16px 20px}.top{display:flex;justify-content:space-between;gap:16px;padding-top:24px;color:var(--muted)}
a{color:var(--accent)}h1{font-size:26px;line-height:1.25;margin:0 0 16px}h2{font-size:16px;margin:0 0 8px}
.verdict{padding:16px 20px;border-radius:10px;font-size:18px;font-weight:600;margin:0 0 16px}.good{background:var(--good-soft);color:var(--good)}.bad{background:var(--bad-soft);color:var(--bad)}
section{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:16px 20px;margin-bottom:16px}
ul{list-style:none;margin:0;padding:0}li{display:flex;gap:12px;padding:6px 0}li b{flex:none;min-width:44px;text-align:center;border-radius:9px;padding:0 8px;font-size:14px;line-height:24px;align-self:start}
dl{display:grid;grid-template-columns:minmax(120px,auto) 1fr;gap:6px 20px;margin:0}dt{color:var(--muted)}dd{margin:0}code{font:14px ui-monospace,Menlo,Consolas,monospace}
.note,footer{color:var(--muted);font-size:14px}`;

/** What a browser may do with the pages: show them, in their own style. */
export const pagePolicy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/** The verdict for people. */
export function verdictPage({ checks, code, invoice, valid }: Verdict, language: Language): string {
  const outcome = outcomes[code][valid ? 'good' : 'bad'][language];
  const rows = checks.map(({ passed, words }) => {
    const [tone, word] = passed ? (['good', passedWords] as const) : (['bad', failedWords] as const);
    return `<li><b class="${tone}">${word[language]}</b><span>${escaped(words[language])}</span></li>`;
  });
  const facts = Object.entries(invoice ?? {}).map(
    ([name, value]) =>
      `<dt>${escaped(fields[name]?.[language] ?? name)}</dt><dd><code>${escaped(value ?? '–')}</code></dd>`,
  );
  const known =
    facts.length > 0
      ? section('invoice', headings.invoice[language], `<dl>${facts.join('')}</dl>`)
      : code === 'KOD II'
        ? `<p class="note">${headings.unsent[language]}</p>`
        : '';
  return page(
    language,
    `${code}: ${titles[code][language]}`,
    `<p class="verdict ${valid ? 'good' : 'bad'}" role="status">${outcome}</p>${section('checks', headings.checks[language], `<ul>${rows.join('')}</ul>`)}${known}`,
  );
}

/** Why nothing can be said about a link. */
export function badLinkPage(words: Words, language: Language): string {
  return page(
    language,
    headings.badLink[language],
    `<p class="verdict bad" role="alert">${escaped(sentence(words[language]))}</p>`,
  );
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function section(id: string, title: string, content: string): string {
  return `<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>${content}</section>`;
}

function page(language: Language, title: string, content: string): string {
  const other = language === 'pl' ? (['en', 'English'] as const) : (['pl', 'Polski'] as const);
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>${title}</title><style>${style}</style></head>
<body><header class="top"><span>KSeF emulator</span><a href="?lang=${other[0]}" lang="${other[0]}" hreflang="${other[0]}">${other[1]}</a></header>
<main><h1>${title}</h1>${content}</main>
<footer>${headings.foot[language]}</footer></body></html>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
