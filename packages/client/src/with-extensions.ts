import { InvalidInputError } from '@ksef/core';
import { invalidOption, quoted } from '@ksef/core/internal';
import type { ExtensionTools, Ksef, KsefExtension } from './ksef.js';

/**
 * A facade with the members of extensions.
 *
 * @throws InvalidInputError `INVALID_OPTION`
 */
export function withExtensions(
  facade: Ksef,
  extensions: readonly KsefExtension[],
  tools: ExtensionTools,
): Ksef {
  let extended = facade;
  for (const [index, extension] of extensions.entries()) {
    const added = membersOf(extension, `extensions[${index}]`, extended, tools);
    extended = Object.assign({}, extended, added);
  }
  return extended;
}

function membersOf(extension: KsefExtension, place: string, facade: Ksef, tools: ExtensionTools): object {
  if (typeof extension !== 'function') throw invalidOption(place, 'a function');
  const added: unknown = extension(facade, tools);
  if (typeof added !== 'object' || added === null || 'then' in added)
    throw invalidOption(place, 'a function that returns an object');
  const taken = Object.keys(added).find((name) => Object.hasOwn(facade, name));
  if (taken === undefined) return added;
  throw new InvalidInputError(
    `The client has a member ${quoted(taken)} already. Give that of the extension another name.`,
    { code: 'INVALID_OPTION', input: place },
  );
}
