/**
 * Splits a list into groups of similar size, each of at least two and at most `most` items. A single item remains only
 * if it cannot be avoided: a list of one item, or an odd number of items in groups of two.
 */
export function inGroups<Item>(items: readonly Item[], most: number): Item[][] {
  const count = Math.ceil(items.length / most);
  const size = Math.floor(items.length / count);
  const larger = items.length % count;
  const groups: Item[][] = [];
  let start = 0;
  for (let index = 0; index < count; index++) {
    // In groups of two, the last item is alone.
    const length = size < 2 ? most : size + (index < larger ? 1 : 0);
    groups.push(items.slice(start, start + length));
    start += length;
  }
  return groups;
}
