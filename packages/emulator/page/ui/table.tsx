import type { ComponentChildren } from 'preact';
import { number } from '../lib/format.js';
import type { Loaded } from '../lib/live.js';
import { type Route, replaceQuery } from '../lib/route.js';

export interface Column<T> {
  readonly title: string;
  readonly isNumeric?: boolean;
  /** Left out where there is little room. */
  readonly isMinor?: boolean;
  readonly show: (row: T) => ComponentChildren;
}

interface Props<T> {
  readonly caption: string;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  readonly keyOf: (row: T) => string;
  readonly empty: ComponentChildren;
}

export function Table<T>({ caption, columns, rows, keyOf, empty }: Props<T>) {
  if (rows.length === 0) return <p class="empty">{empty}</p>;
  const classOf = ({ isNumeric, isMinor }: Column<T>) =>
    [isNumeric ? 'numeric' : '', isMinor ? 'minor' : ''].join(' ').trim() || undefined;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group that scrolls, not one of fields.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard.
    <div class="scroll" role="group" tabIndex={0} aria-label={caption}>
      <table>
        <caption class="hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.title} scope="col" class={classOf(column)}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map((column) => (
                <td key={column.title} class={classOf(column)}>
                  {column.show(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface PagerProps {
  readonly route: Route;
  /** Name of the page's number in the address. */
  readonly name?: string;
  readonly size: number;
  readonly count: number;
}

/** Earlier and later pages. */
export function Pager({ route, name = 'page', size, count }: PagerProps) {
  const page = Number(route.query[name] ?? 0);
  if (count <= size && page === 0) return null;
  const last = Math.min(count, (page + 1) * size);
  const go = (to: number) => replaceQuery(route, { [name]: to === 0 ? undefined : String(to) });
  return (
    <div class="pager">
      <span>
        {number(Math.min(count, page * size + 1))}–{number(last)} of {number(count)}
      </span>
      <button type="button" disabled={page === 0} onClick={() => go(page - 1)}>
        Newer
      </button>
      <button type="button" disabled={last >= count} onClick={() => go(page + 1)}>
        Older
      </button>
    </div>
  );
}

/** What is shown until there is something, and when there is nothing. */
export function Waiting({ of }: { readonly of: Loaded<unknown> }) {
  if (of.error !== undefined)
    return (
      <p class="empty failure" role="alert">
        {of.error.message}
      </p>
    );
  return of.value === undefined ? <p class="empty">Loading …</p> : null;
}
