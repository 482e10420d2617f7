import { type ContextIdentifier, type ContextInput, toContext } from '@ksef/core';
import { invalidInput } from '../http/index.js';
import { sameIdentifier } from '../identifiers/index.js';

/** Whose records to list. */
export interface ContextFilter {
  /** Default: all contexts. */
  readonly context?: ContextInput | undefined;
}

/** Whether a record is of the context asked for. @throws Problem 21405 */
export function contextTest({ context }: ContextFilter): (of: ContextIdentifier) => boolean {
  const wanted = contextOf(context);
  return wanted === undefined ? () => true : (of) => sameIdentifier(of, wanted);
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
