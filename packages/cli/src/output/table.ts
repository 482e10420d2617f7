import { printable, widthOf } from './printable.js';

/** A column of a table. */
export interface Column<Row> {
  readonly title: string;
  /** Default left. */
  readonly align?: 'left' | 'right' | undefined;
  value(row: Row): string | number | undefined | null;
}

// Widths come from the first rows: a table of any length needs little memory, and begins soon.
const measuredRows = 200;

/** Lines of a table, written as soon as the first rows are known. */
export async function* tableLines<Row>(
  columns: readonly Column<Row>[],
  rows: AsyncIterable<Row> | Iterable<Row>,
  styleTitle: (text: string) => string,
): AsyncGenerator<string, void> {
  const held: string[][] = [];
  let widths: number[] | undefined;
  const begin = function* () {
    widths = columns.map((column, index) =>
      Math.max(widthOf(column.title), ...held.map((cells) => widthOf(cells[index] ?? ''))),
    );
    const titles = columns.map((column) => column.title);
    yield styleTitle(line(columns, titles, widths));
    for (const cells of held) yield line(columns, cells, widths);
  };
  for await (const row of rows) {
    const cells = columns.map((column) => printable(String(column.value(row) ?? '')));
    if (widths !== undefined) yield line(columns, cells, widths);
    else if (held.push(cells) >= measuredRows) yield* begin();
  }
  if (widths === undefined && held.length > 0) yield* begin();
}

function line<Row>(
  columns: readonly Column<Row>[],
  cells: readonly string[],
  widths: readonly number[],
): string {
  return cells
    .map((cell, index) => {
      const gap = ' '.repeat(Math.max(0, (widths[index] ?? 0) - widthOf(cell)));
      return columns[index]?.align === 'right' ? gap + cell : cell + gap;
    })
    .join('  ')
    .trimEnd();
}
