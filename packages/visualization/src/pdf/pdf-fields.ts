import type { Field } from '../document/visual-document.js';
import type { PdfPage } from './pdf-page.js';
import type { PdfWords } from './pdf-words.js';

export const fieldPt = 8.5;
const labelStyle = { sizePt: fieldPt, color: '#555555' };
const gap = 8;
const rowGap = 1.5;
const mostPairedLines = 3;

/** Where fields stand: their labels below each other, and their values beside them. */
export interface FieldColumn {
  readonly x: number;
  readonly width: number;
  readonly labelWidth: number;
}

interface PreparedField {
  readonly labels: readonly string[];
  readonly values: readonly string[];
  readonly isStrong: boolean;
}

/** Fields over the whole width, two beside each other where both are short. */
export function pdfPairs(page: PdfPage, fields: readonly Field[], words: PdfWords): void {
  const { left, right, whole } = columnsOf(page);
  for (let index = 0; index < fields.length; ) {
    const [first, second] = [fields[index], fields[index + 1]];
    if (first === undefined) return;
    const isPair = second !== undefined && isShortIn(page, first, left, words);
    if (isPair && isShortIn(page, second, right, words)) {
      pdfRow(page, [first, second], [left, right], words);
      index += 2;
    } else {
      pdfRow(page, [first], [whole], words);
      index += 1;
    }
  }
  page.y += 2;
}

/** Fields below each other. */
export function pdfFields(
  page: PdfPage,
  fields: readonly Field[],
  column: FieldColumn,
  words: PdfWords,
): void {
  for (const field of fields) pdfRow(page, [field], [column], words);
}

/** Their height, if they are on one page. */
export function fieldsHeight(
  page: PdfPage,
  fields: readonly Field[],
  column: FieldColumn,
  words: PdfWords,
): number {
  return fields.reduce((sum, field) => sum + heightOf(page, prepare(page, field, column, words)), 0);
}

/** The height of the first of them. */
export function pairsStart(page: PdfPage, fields: readonly Field[], words: PdfWords): number {
  const { whole } = columnsOf(page);
  return Math.min(fieldsHeight(page, fields.slice(0, 2), whole, words), page.pageRoom / 2);
}

function columnsOf(page: PdfPage): Record<'left' | 'right' | 'whole', FieldColumn> {
  const half = (page.width - 16) / 2;
  const labelWidth = half * 0.52;
  return {
    left: { x: page.left, width: half, labelWidth },
    right: { x: page.left + half + 16, width: half, labelWidth },
    whole: { x: page.left, width: page.width, labelWidth },
  };
}

function isShortIn(page: PdfPage, field: Field, column: FieldColumn, words: PdfWords): boolean {
  const { labels, values } = prepare(page, field, column, words);
  return Math.max(labels.length, values.length) <= mostPairedLines;
}

function prepare(page: PdfPage, field: Field, column: FieldColumn, words: PdfWords): PreparedField {
  const isStrong = field.isStrong === true;
  const { labelWidth, width } = column;
  return {
    isStrong,
    labels: page.lines(words.text(field.label), labelWidth, labelStyle),
    values: page.lines(words.value(field.value), width - labelWidth - gap, styleOf(isStrong)),
  };
}

function styleOf(isBold: boolean) {
  return { sizePt: fieldPt, isBold };
}

function heightOf(page: PdfPage, { labels, values }: PreparedField): number {
  return page.heightOf(Math.max(labels.length, values.length), labelStyle) + rowGap;
}

/** Fields beside each other; those that are higher than the rest of the page go on to the next one. */
function pdfRow(
  page: PdfPage,
  fields: readonly Field[],
  columns: readonly FieldColumn[],
  words: PdfWords,
): void {
  let prepared = fields.map((field, index) => prepare(page, field, columns[index] as FieldColumn, words));
  const height = Math.max(...prepared.map((one) => heightOf(page, one)));
  if (height < page.pageRoom / 2) page.ensure(height);
  while (prepared.some(({ labels, values }) => labels.length + values.length > 0)) {
    page.ensure(page.heightOf(1, labelStyle));
    const fits = Math.max(1, Math.floor(page.room / page.heightOf(1, labelStyle)));
    let lines = 0;
    prepared.forEach(({ labels, values, isStrong }, index) => {
      const { x, width, labelWidth } = columns[index] as FieldColumn;
      lines = Math.max(lines, Math.min(fits, Math.max(labels.length, values.length)));
      page.inside('P', () =>
        page.tagged('P', () => {
          page.write(labels.slice(0, fits), x, page.y, labelWidth, labelStyle);
          const valueX = x + labelWidth + gap;
          page.write(values.slice(0, fits), valueX, page.y, width - labelWidth - gap, styleOf(isStrong));
        }),
      );
    });
    page.y += page.heightOf(lines, labelStyle);
    prepared = prepared.map((one) => ({
      ...one,
      labels: one.labels.slice(fits),
      values: one.values.slice(fits),
    }));
  }
  page.y += rowGap;
}
