import { encodeBase64 } from '@ksef/core';
import { qrSvg } from '@ksef/qr/image';
import type {
  Block,
  Card,
  Cell,
  Code,
  Column,
  Field,
  Section,
  VisualDocument,
} from '../document/visual-document.js';
import type { CheckedView, Logo } from '../options.js';
import { escapeHtml } from './escape-html.js';
import { styles } from './styles.js';
import { Words } from './words.js';

/** A document as one self-contained HTML page: no scripts, no external resources. */
export function renderHtml(document: VisualDocument, view: CheckedView): string {
  const words = new Words(view.language);
  const title = `${words.plain(document.kind)} ${document.number}`.trim();
  const parts = [
    `<!doctype html>\n<html lang="${view.language === 'en' ? 'en' : 'pl'}">\n<head>\n<meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src \'unsafe-inline\'; img-src data:">',
    `<title>${escapeHtml(title)}</title>\n<style>${styles(view.colors)}</style>\n</head>\n<body>\n<main>`,
    heading(document, view, words),
    ...document.sections.map((section) => renderSection(section, words)),
    codes(view.codes, words),
    '</main>',
    view.watermark === ''
      ? ''
      : `<div class="watermark" aria-hidden="true"><span>${escapeHtml(view.watermark)}</span></div>`,
    '</body>\n</html>\n',
  ];
  return parts.filter((part) => part !== '').join('\n');
}

function heading(document: VisualDocument, view: CheckedView, words: Words): string {
  const numbers = [[document.numberLabel, document.number] as const];
  if (view.ksefNumber !== '') numbers.push([['Numer KSeF', 'KSeF number'], view.ksefNumber]);
  const rows = numbers
    .filter(([, number]) => number !== '')
    .map(([label, number]) => `<div><dt>${words.html(label)}</dt><dd>${escapeHtml(number)}</dd></div>`);
  return `<header><div><h1>${words.html(document.kind)}</h1><dl class="numbers">${rows.join('')}</dl></div>${logo(view.logo)}</header>`;
}

function logo(one: Logo | undefined): string {
  if (one === undefined) return '';
  return `<img class="logo" alt="${escapeHtml(one.description)}" src="data:${one.mimeType};base64,${encodeBase64(one.data)}">`;
}

function renderSection(section: Section, words: Words): string {
  const { id, title, blocks } = section;
  const content = blocks.map((block) => renderBlock(block, words)).join('\n');
  return `<section aria-labelledby="${id}"><h2 id="${id}">${words.html(title)}</h2>\n${content}</section>`;
}

function renderBlock(block: Block, words: Words): string {
  switch (block.type) {
    case 'fields':
      return fields(block.fields, words, 'pairs');
    case 'total':
      return fields(block.fields, words, 'total');
    case 'cards':
      return `<div class="cards">${block.cards.map((one) => card(one, 3, words)).join('')}</div>`;
    case 'paragraphs':
      return block.paragraphs.map((text) => `<p class="text">${escapeHtml(text)}</p>`).join('');
    case 'codes':
      return codes(block.codes, words);
    case 'table':
      return table(block, words);
  }
}

// A word that may be broken anywhere, so that its table does not exceed the page width.
const longWord = /[^\s-]{25}/;

// In one column of two, a longer value would be broken into many lines.
const longValue = 60;

function fields(all: readonly Field[], words: Words, kind = ''): string {
  if (all.length === 0) return '';
  const rows = all.map(({ label, value, isStrong }) => {
    const text = words.value(value);
    const classes = [value[0].length > longValue ? 'long' : '', isStrong ? 'strong' : ''].filter(Boolean);
    return `<div${classes.length === 0 ? '' : ` class="${classes.join(' ')}"`}><dt>${words.html(label)}</dt><dd>${text}</dd></div>`;
  });
  return `<dl${kind === '' ? '' : ` class="${kind}"`}>${rows.join('')}</dl>`;
}

function card(one: Card, level: number, words: Words): string {
  const tag = `h${Math.min(level, 6)}`;
  const inside = one.cards.map((inner) => card(inner, level + 1, words)).join('');
  return `<div class="card"><${tag}>${words.html(one.title)}</${tag}>${fields(one.fields, words)}${inside}</div>`;
}

function table(block: Extract<Block, { type: 'table' }>, words: Words): string {
  const { caption, columns, rows, footer = [], isCompact, isSummary } = block;
  const kind = [isCompact ? 'compact' : '', isSummary ? 'summary' : ''].filter(Boolean).join(' ');
  const row = (cells: readonly Cell[]) =>
    `<tr${cells.some(({ isMuted }) => isMuted) ? ' class="muted"' : ''}>${cells.map((one, index) => cell(one, columns[index], words)).join('')}</tr>`;
  const head = columns.map((column) => `<th scope="col"${classOf(column)}>${words.html(column.title)}</th>`);
  return [
    `<div class="scroll"><table${kind === '' ? '' : ` class="${kind}"`}>`,
    caption === undefined ? '' : `<caption>${words.html(caption)}</caption>`,
    `<thead><tr>${head.join('')}</tr></thead>`,
    `<tbody>${rows.map(row).join('\n')}</tbody>`,
    footer.length === 0 ? '' : `<tfoot>${footer.map(row).join('')}</tfoot>`,
    '</table></div>',
  ].join('');
}

function cell({ value, details = [] }: Cell, column: Column | undefined, words: Words): string {
  const isLong = [value, ...details.map((field) => field.value)].some(([pl, en]) =>
    longWord.test(`${pl} ${en}`),
  );
  return `<td${classOf(column, isLong)}>${words.value(value, column?.isNumeric)}${fields(details, words)}</td>`;
}

function classOf(column: Column | undefined, isLong = false): string {
  const classes = [column?.isNumeric ? 'numeric' : column?.isMain ? 'main' : '', isLong ? 'long' : ''];
  const text = classes.filter(Boolean).join(' ');
  return text === '' ? '' : ` class="${text}"`;
}

function codes(all: readonly Code[], words: Words): string {
  if (all.length === 0) return '';
  const figures = all.map(({ title, label, link }) => {
    const picture = qrSvg(link, { label });
    const text = `${words.plain(title)}: ${label}`;
    return `<figure class="code"><figcaption>${words.html(title)}</figcaption><div class="picture" role="img" aria-label="${escapeHtml(text)}">${picture}</div><div>${escapeHtml(label)}</div><a href="${escapeHtml(link)}">${escapeHtml(link)}</a></figure>`;
  });
  const title = words.html(['Weryfikacja', 'Verification']);
  return `<section aria-labelledby="codes"><h2 id="codes">${title}</h2><div class="codes">${figures.join('')}</div></section>`;
}
