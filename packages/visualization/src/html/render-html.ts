import { encodeBase64 } from '@ksef/core';
import { qrSvg } from '@ksef/qr/image';
import type { Block, Card, Cell, Code, Field, Section, VisualDocument } from '../document/visual-document.js';
import type { CheckedView, Logo } from '../options.js';
import { escapeHtml } from './escape-html.js';
import { styles } from './styles.js';
import { Words } from './words.js';

/** A document as one page of HTML that needs nothing else: no script, nothing loaded from elsewhere. */
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
  const number = view.ksefNumber === '' ? '' : `<p class="number">KSeF: ${escapeHtml(view.ksefNumber)}</p>`;
  return `<header><div><h1>${words.html(document.kind)}</h1><p class="number">${escapeHtml(document.number)}</p>${number}</div>${logo(view.logo)}</header>`;
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
      return fields(block.fields, words);
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

function fields(all: readonly Field[], words: Words): string {
  if (all.length === 0) return '';
  const rows = all.map(({ label, value }) => `<dt>${words.html(label)}</dt><dd>${words.value(value)}</dd>`);
  return `<dl>${rows.join('')}</dl>`;
}

function card(one: Card, level: number, words: Words): string {
  const tag = `h${Math.min(level, 6)}`;
  const inside = one.cards.map((inner) => card(inner, level + 1, words)).join('');
  return `<div class="card"><${tag}>${words.html(one.title)}</${tag}>${fields(one.fields, words)}${inside}</div>`;
}

function table(block: Extract<Block, { type: 'table' }>, words: Words): string {
  const { caption, columns, rows, footer = [] } = block;
  const isNumeric = (index: number) => columns[index]?.isNumeric === true;
  const row = (cells: readonly Cell[]) =>
    `<tr>${cells.map((one, index) => cell(one, isNumeric(index), words)).join('')}</tr>`;
  const head = columns.map(
    ({ title }, index) => `<th scope="col"${numeric(isNumeric(index))}>${words.html(title)}</th>`,
  );
  return [
    '<div class="scroll"><table>',
    caption === undefined ? '' : `<caption>${words.html(caption)}</caption>`,
    `<thead><tr>${head.join('')}</tr></thead>`,
    `<tbody>${rows.map(row).join('\n')}</tbody>`,
    footer.length === 0 ? '' : `<tfoot>${footer.map(row).join('')}</tfoot>`,
    '</table></div>',
  ].join('');
}

function cell({ value, details }: Cell, isNumeric: boolean, words: Words): string {
  return `<td${numeric(isNumeric)}>${words.value(value, isNumeric)}${fields(details ?? [], words)}</td>`;
}

function numeric(isNumeric: boolean): string {
  return isNumeric ? ' class="numeric"' : '';
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
