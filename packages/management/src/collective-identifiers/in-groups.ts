/**
 * Splits a list into groups of about one size, each of at least two and at most `most` items. One item alone remains where
 * they cannot be split otherwise: one of one, or an odd number in twos.
 */
export function inGroups<Item>(items: readonly Item[], most: number): Item[][] {
  const count = Math.ceil(items.length / most);
  const size = Math.floor(items.length / count);
  const larger = items.length % count;
  const groups: Item[][] = [];
  let start = 0;
  for (let index = 0; index < count; index++) {
    // In twos, the last one is alone.
    const length = size < 2 ? most : size + (index < larger ? 1 : 0);
    groups.push(items.slice(start, start + length));
    start += length;
  }
  return groups;
}
