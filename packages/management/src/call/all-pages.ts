import { inThisContext } from './in-this-context.js';

/** A page, and the request for the next one, if there is one. */
interface Page<Item, Cursor> {
  readonly items: readonly Item[];
  readonly next: Cursor | undefined;
}

/** Items of lists with continuation tokens. Pages are requested on demand, in the context of this call. */
export function allContinuedPages<Item>(
  readPage: (
    continuationToken: string | undefined,
  ) => Promise<{ readonly items: readonly Item[]; readonly next: string | null | undefined }>,
): AsyncGenerator<Item, void> {
  return allPages<Item, string>(async (continuationToken) => {
    const { items, next } = await readPage(continuationToken);
    return { items, next: next || undefined };
  });
}

/** Items of lists with page numbers. Pages are requested on demand, in the context of this call. */
export function allNumberedPages<Item>(
  readPage: (pageOffset: number) => Promise<{ readonly items: readonly Item[]; readonly hasMore: boolean }>,
): AsyncGenerator<Item, void> {
  return allPages<Item, number>(async (pageOffset = 0) => {
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

function allPages<Item, Cursor>(
  readPage: (cursor: Cursor | undefined) => Promise<Page<Item, Cursor>>,
): AsyncGenerator<Item, void> {
  const here = inThisContext();
  return (async function* () {
    let cursor: Cursor | undefined;
    do {
      const page = await here(() => readPage(cursor));
      yield* page.items;
      // A repeated cursor would loop forever.
      cursor = page.next === cursor ? undefined : page.next;
    } while (cursor !== undefined);
  })();
}
