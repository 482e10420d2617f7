import { isMissing } from './read-fields.js';
/** A filter `{ type, value }`; without a value by the type alone. */
export interface IdentifierFilter {
  readonly type: string;
  readonly value?: string | null;
}

/** Whether something has the identifier that a filter asks for; no filter asks for nothing. */
export function identifierTest<T>(
  filter: IdentifierFilter | null | undefined,
  of: (one: T) => { readonly type: string; readonly value?: string },
): (one: T) => boolean {
  if (isMissing(filter)) return () => true;
  const { type, value } = filter;
  return (one) => {
    const found = of(one);
    return found.type === type && (isMissing(value) || found.value === value);
  };
}
