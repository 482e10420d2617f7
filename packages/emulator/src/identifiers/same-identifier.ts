/** Whether two identifiers of contexts or subjects name the same. */
export function sameIdentifier(
  one: { readonly type: string; readonly value: string },
  other: { readonly type: string; readonly value: string },
): boolean {
  return one.type === other.type && one.value === other.value;
}
