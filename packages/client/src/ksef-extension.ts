import { InvalidInputError } from '@ksef/core';
import { invalidOption, quoted } from '@ksef/core/internal';
import type { Ksef } from './ksef.js';

/**
 * Adds members to a client, see `Ksef.extend`: from the client, those members. It is called once for every context and
 * priority, so what all of them share belongs outside of it.
 */
export type KsefExtension<Added extends object = object> = (ksef: Ksef) => Added;

/** What these extensions add, together. */
export type AddedBy<Extensions extends readonly KsefExtension[]> = Extensions extends readonly [
  KsefExtension<infer First>,
  ...infer Rest extends readonly KsefExtension[],
]
  ? First & AddedBy<Rest>
  : unknown;

/**
 * A facade with the members of extensions.
 *
 * @throws InvalidInputError `INVALID_OPTION`
 */
export function withExtensions(facade: Ksef, extensions: readonly KsefExtension[]): Ksef {
  let extended = facade;
  for (const [index, extension] of extensions.entries()) {
    const added = membersOf(extension, `extensions[${index}]`, extended);
    extended = Object.assign({}, extended, added);
  }
  return extended;
}

function membersOf(extension: KsefExtension, place: string, facade: Ksef): object {
  if (typeof extension !== 'function') throw invalidOption(place, 'a function');
  const added: unknown = extension(facade);
  if (typeof added !== 'object' || added === null || 'then' in added)
    throw invalidOption(place, 'a function that returns an object');
  const taken = Object.keys(added).find((name) => Object.hasOwn(facade, name));
  if (taken === undefined) return added;
  throw new InvalidInputError(
    `The client has a member ${quoted(taken)} already. Give that of the extension another name.`,
    { code: 'INVALID_OPTION', input: place },
  );
}
