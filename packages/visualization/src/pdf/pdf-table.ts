import type { Cell, Column, TableBlock } from '../document/visual-document.js';
import { bodyPt, cellPadding, columnWidths } from './pdf-columns.js';
import type { PdfPage, TextStyle } from './pdf-page.js';
import type { PdfWords } from './pdf-words.js';

const detailPt = 7;
const captionStyle = { sizePt: 9, isBold: true };
const headStyle = { sizePt: bodyPt, isBold: true };
const bodyStyle = { sizePt: bodyPt };
const mutedStyle = { sizePt: bodyPt, color: '#666666' };
const detailStyle = { sizePt: detailPt, color: '#444444' };
const line = '#d0d4d9';
const ground = '#f2f4f7';

interface PreparedCell {
  readonly lines: readonly string[];
  readonly details: readonly string[];
}

/** How rows of one table are written. */
interface Grid {
  readonly page: PdfPage;
  readonly columns: readonly Column[];
  readonly widths: readonly number[];
  readonly x: number;
  readonly words: PdfWords;
}

type RowKind = 'TH' | 'TD' | 'artifact';

/** A table whose head is repeated on every page. A row that is higher than a page continues on the next one. */
export function pdfTable(page: PdfPage, block: TableBlock, words: PdfWords): void {
  const grid = gridOf(page, block, words);
  const head = block.columns.map(({ title }) => ({ value: title }));
  page.ensure(startOf(grid, block));
  page.y += 2;
  if (block.caption !== undefined) page.paragraph(words.text(block.caption), captionStyle);
  page.y += 2;
  page.inside('Table', () => {
    row(grid, head, headStyle, 'TH');
    page.onNewPage = () => row(grid, head, headStyle, 'artifact');
    for (const cells of block.rows)
      row(grid, cells, cells.some(({ isMuted }) => isMuted) ? mutedStyle : bodyStyle, 'TD');
    for (const cells of block.footer ?? []) row(grid, cells, headStyle, 'TD');
    page.onNewPage = undefined;
  });
  page.y += 6;
}

/** The height of caption, head and first row: they stay together. */
export function tableStart(page: PdfPage, block: TableBlock, words: PdfWords): number {
  return startOf(gridOf(page, block, words), block);
}

function gridOf(page: PdfPage, block: TableBlock, words: PdfWords): Grid {
  const widths = columnWidths(page, block, words);
  const width = widths.reduce((sum, one) => sum + one, 0);
  const x = block.isSummary ? page.left + page.width - width : page.left;
  return { page, columns: block.columns, widths, x, words };
}

function startOf(grid: Grid, block: TableBlock): number {
  const { page } = grid;
  const head = block.columns.map(({ title }) => ({ value: title }));
  const [first = []] = block.rows;
  const caption = block.caption === undefined ? 0 : page.heightOf(1, captionStyle);
  const firstRow = Math.min(rowHeight(grid, prepare(grid, first, bodyStyle), bodyStyle), page.pageRoom * 0.5);
  return caption + 4 + rowHeight(grid, prepare(grid, head, headStyle, true), headStyle) + firstRow;
}

function prepare(grid: Grid, cells: readonly Cell[], style: TextStyle, isHead = false): PreparedCell[] {
  const { page, words, columns } = grid;
  return grid.widths.map((width, index): PreparedCell => {
    const one = cells[index] ?? { value: ['', ''] as const };
    const room = width - 2 * cellPadding;
    const isNumeric = columns[index]?.isNumeric === true;
    return {
      lines: page.lines(isHead ? words.text(one.value) : words.value(one.value, isNumeric), room, style),
      details: (one.details ?? []).flatMap((field) => page.lines(words.field(field), room, detailStyle)),
    };
  });
}

function rowHeight({ page }: Grid, prepared: readonly PreparedCell[], style: TextStyle): number {
  const heights = prepared.map(
    ({ lines, details }) => page.heightOf(lines.length, style) + page.heightOf(details.length, detailStyle),
  );
  return 2 * cellPadding + Math.max(0, ...heights);
}

function row(grid: Grid, cells: readonly Cell[], style: TextStyle, kind: RowKind): void {
  const { page } = grid;
  let prepared = prepare(grid, cells, style, kind !== 'TD');
  const whole = rowHeight(grid, prepared, style);
  if (whole <= page.pageRoom * 0.6 && kind !== 'artifact') page.ensure(whole);

  const write = () => {
    for (;;) {
      const room = page.room - 2 * cellPadding;
      const parts = prepared.map((cell) => split(cell, room, page, style));
      const now = parts.map((part) => part.now);
      rowPart(grid, now, rowHeight(grid, now, style), style, kind);
      prepared = parts.map(({ later }) => later);
      if (prepared.every(({ lines, details }) => lines.length + details.length === 0)) return;
      page.newPage();
    }
  };
  if (kind === 'artifact') write();
  else page.inside('TR', write);
}

/** The part of a row on one page. */
function rowPart(
  grid: Grid,
  prepared: readonly PreparedCell[],
  height: number,
  style: TextStyle,
  kind: RowKind,
): void {
  const { page, columns, widths } = grid;
  const isShaded = kind !== 'TD' || style === mutedStyle;
  page.artifact(() => boxes(grid, height, isShaded));
  let x = grid.x;
  prepared.forEach(({ lines, details }, index) => {
    const width = widths[index] ?? 0;
    const inner = width - 2 * cellPadding;
    const left = x + cellPadding;
    const top = page.y + cellPadding;
    const align = columns[index]?.isNumeric ? ('right' as const) : ('left' as const);
    const draw = () => {
      page.write(lines, left, top, inner, { ...style, align });
      page.write(details, left, top + page.heightOf(lines.length, style), inner, detailStyle);
    };
    if (kind === 'artifact') page.artifact(draw);
    else page.inside(kind, () => page.tagged(kind, draw), kind === 'TH' ? { scope: 'Column' } : {});
    x += width;
  });
  page.y += height;
}

function boxes({ page, widths, x }: Grid, height: number, isShaded: boolean): void {
  const { pdf } = page;
  const width = widths.reduce((sum, one) => sum + one, 0);
  if (isShaded) pdf.rect(x, page.y, width, height).fill(ground);
  pdf.lineWidth(0.5);
  let left = x;
  for (const one of widths) {
    pdf.rect(left, page.y, one, height);
    left += one;
  }
  pdf.stroke(line);
}

/** The part of a cell that fits into the remaining room, and the rest. */
function split(
  { lines, details }: PreparedCell,
  room: number,
  page: PdfPage,
  style: TextStyle,
): { now: PreparedCell; later: PreparedCell } {
  const fits = Math.max(1, Math.floor(room / page.heightOf(1, style)));
  const now = lines.slice(0, fits);
  const left = room - page.heightOf(now.length, style);
  const detailsFit =
    now.length < lines.length ? 0 : Math.max(0, Math.floor(left / page.heightOf(1, detailStyle)));
  return {
    now: { lines: now, details: details.slice(0, detailsFit) },
    later: { lines: lines.slice(now.length), details: details.slice(detailsFit) },
  };
}
