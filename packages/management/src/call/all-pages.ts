import { inThisContext } from './in-this-context.js';

/** A page, and the request for the next one, if there is one. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | number | undefined;
}

/** All items. Pages are requested on demand, in the context of this call. */
export function allPages<Item>(
  readPage: (cursor: string | number | undefined) => Promise<Page<Item>>,
): AsyncGenerator<Item, void> {
  const here = inThisContext();
  return pages((cursor) => here(() => readPage(cursor)));
}

async function* pages<Item>(
  read: (cursor: string | number | undefined) => Promise<Page<Item>>,
): AsyncGenerator<Item, void> {
  let cursor: string | number | undefined;
  do {
    const page = await read(cursor);
    yield* page.items;
    // A repeated cursor would loop forever.
    cursor = page.next === cursor ? undefined : page.next;
  } while (cursor !== undefined);
}

/** Items of lists with page numbers. */
export function allNumberedPages<Item>(
  readPage: (pageOffset: number) => Promise<{ readonly items: readonly Item[]; readonly hasMore: boolean }>,
): AsyncGenerator<Item, void> {
  return allPages(async (cursor) => {
    const pageOffset = Number(cursor ?? 0);
    const { items, hasMore } = await readPage(pageOffset);
    return { items, next: hasMore && items.length > 0 ? pageOffset + 1 : undefined };
  });
}

/**
 * Items of a list with page numbers. The whole list is read before the first item is returned, so that revoking items
 * does not shift pages.
 */
export function wholeList<Item extends { readonly id: string }>(
  readPage: (pageOffset: number) => Promise<{ readonly items: readonly Item[]; readonly hasMore: boolean }>,
): AsyncGenerator<Item, void> {
  const items = allNumberedPages(readPage);
  return (async function* () {
    const found = new Map<string, Item>();
    for await (const item of items) found.set(item.id, item);
    yield* found.values();
  })();
}
