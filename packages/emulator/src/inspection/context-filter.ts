import { type ContextIdentifier, type ContextInput, toContext } from '@ksef/core';
import { invalidInput } from '../http/index.js';
import { sameIdentifier } from '../identifiers/index.js';
import { type Found, newestFirst, type PageFilter, pageOf } from './list-page.js';

/** Whose records to list. */
export interface ContextFilter {
  /** Default: all contexts. */
  readonly context?: ContextInput | undefined;
}

/** A page of the records that are of the context asked for, the latest first. @throws Problem 21405 */
export function pageOfContext<T extends { readonly context: ContextIdentifier }>(
  records: { values(): IterableIterator<T> },
  filter: PageFilter & ContextFilter,
  passes: (one: T) => boolean = () => true,
): Found<T> {
  const wanted = contextOf(filter.context);
  return pageOf(
    newestFirst(records),
    filter,
    (one) => (wanted === undefined || sameIdentifier(one.context, wanted)) && passes(one),
  );
}

/** The context of a filter. @throws Problem 21405 */
export function contextOf(context: ContextInput | undefined): ContextIdentifier | undefined {
  if (context === undefined) return undefined;
  try {
    return toContext(context);
  } catch {
    throw invalidInput('context is a NIP, or { type, value }');
  }
}
