import type { XmlElement } from '@ksef/forms/xml';
import type { Bilingual } from '../text/label.js';
import { type Describer, fieldOf, labelOf } from './describe-element.js';
import { textOf } from './text-of.js';
import type { Cell, Column, Field, TableBlock } from './visual-document.js';

/** The layout of a table of lines: which fields have a column, and which column contains the others. */
export interface LineTable {
  readonly columns: readonly string[];
  /** The column below whose value all other fields of the line are listed. */
  readonly detailsColumn: string;
  /** A field that marks lines that are no longer current. */
  readonly mutedBy?: string | undefined;
  /** As wide as its content, instead of as the page. */
  readonly isCompact?: boolean | undefined;
}

/** Lines as a table. Empty columns are omitted. */
export function tableOfLines(
  lines: readonly XmlElement[],
  table: LineTable,
  describer: Describer,
  caption?: Bilingual,
): TableBlock {
  const present = new Set<string>();
  for (const line of lines) for (const { name } of line.children) present.add(name);
  const shown = table.columns.filter((name) => present.has(name));
  // Without it, further fields are listed below the first column.
  const detailsColumn = shown.includes(table.detailsColumn) ? table.detailsColumn : shown[0];
  if (detailsColumn === undefined) shown.push(table.detailsColumn);
  return {
    type: 'table',
    caption,
    isCompact: table.isCompact,
    columns: shown.map((name) => columnOf(name, name === detailsColumn, describer)),
    rows: lines.map((line) =>
      rowOf(line, shown, detailsColumn ?? table.detailsColumn, describer, isMuted(line, table.mutedBy)),
    ),
  };
}

function isMuted(line: XmlElement, marker: string | undefined): boolean {
  return (
    marker !== undefined && line.children.some((child) => child.name === marker && textOf(child) === '1')
  );
}

function columnOf(name: string, isMain: boolean, { labels }: Describer): Column {
  const [pl = name, en = name, kind] = labels[name] ?? [];
  return { title: [pl, en], isNumeric: kind === 'number' || kind === 'amount', isMain };
}

function rowOf(
  line: XmlElement,
  columns: readonly string[],
  detailsColumn: string,
  describer: Describer,
  isMuted: boolean,
): Cell[] {
  const values = new Map<string, Bilingual>();
  const details: Field[] = [];
  for (const child of line.children) {
    const label = labelOf(child, describer.labels);
    if (label === undefined || child.children.length > 0) describer.unknown.push(child);
    else if (columns.includes(child.name) && !values.has(child.name)) {
      values.set(child.name, fieldOf(child, label).value);
    } else details.push(fieldOf(child, label));
  }
  return columns.map((name) => ({
    value: values.get(name) ?? ['', ''],
    details: name === detailsColumn && details.length > 0 ? details : undefined,
    ...(isMuted ? { isMuted } : {}),
  }));
}
