import type { XmlElement } from '@ksef/forms/xml';
import type { Bilingual } from '../text/label.js';
import { type Describer, fieldOf, labelOf } from './describe-element.js';
import type { Cell, Column, Field, TableBlock } from './visual-document.js';

/** How lines become a table: which fields have a column, and below which one the others stand. */
export interface LineTable {
  readonly columns: readonly string[];
  /** The column below whose value all other fields of the line are listed. */
  readonly detailsColumn: string;
}

/** Lines as a table. A column that no line fills is left out. */
export function tableOfLines(
  lines: readonly XmlElement[],
  { columns, detailsColumn }: LineTable,
  describer: Describer,
  caption?: Bilingual,
): TableBlock {
  const present = new Set<string>([detailsColumn]);
  for (const line of lines) for (const { name } of line.children) present.add(name);
  const shown = columns.filter((name) => present.has(name));
  return {
    type: 'table',
    caption,
    columns: shown.map((name) => columnOf(name, describer)),
    rows: lines.map((line) => rowOf(line, shown, detailsColumn, describer)),
  };
}

function columnOf(name: string, { labels }: Describer): Column {
  const [pl = name, en = name, kind] = labels[name] ?? [];
  return { title: [pl, en], isNumeric: kind === 'number' };
}

function rowOf(
  line: XmlElement,
  columns: readonly string[],
  detailsColumn: string,
  describer: Describer,
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
  }));
}
