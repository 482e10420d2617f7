import { KsefError } from '@ksef/core';
import { copyTokens, type StoredTokens } from '../tokens.js';

/** Tokens with the key they are stored under, so that a file or item with a wrong name is rejected. */
export interface StoredEntry {
  readonly key: string;
  readonly tokens: StoredTokens;
}

export function serializeEntry(key: string, tokens: StoredTokens): string {
  return JSON.stringify(entryOf(key, tokens));
}

export function entryOf(key: string, tokens: StoredTokens): StoredEntry {
  return { key, tokens: copyTokens(tokens) };
}

/** @throws KsefError `INVALID_TOKEN_INFO` */
export function parseEntry(json: string, key: string): StoredTokens {
  let entry: unknown;
  try {
    entry = JSON.parse(json);
  } catch {
    // The message of JSON.parse would repeat a part of the tokens.
    throw invalid(key);
  }
  return tokensOf(entry, key);
}

/** @throws KsefError `INVALID_TOKEN_INFO` */
export function tokensOf(entry: unknown, key: string): StoredTokens {
  const { key: named, tokens } = (entry ?? {}) as Partial<StoredEntry>;
  if (named !== key || typeof tokens !== 'object' || tokens === null) throw invalid(key);
  return copyTokens(tokens);
}

function invalid(key: string): KsefError {
  return new KsefError(`What the store keeps for ${key} is not an entry of tokens: it was changed or cut.`, {
    code: 'INVALID_TOKEN_INFO',
  });
}
