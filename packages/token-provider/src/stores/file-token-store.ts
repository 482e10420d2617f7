import { anything, checkOptions, invalidOption, type OptionChecks } from '@ksef/core/internal';
import type { TokenStore } from '../token-store.js';
import { type SealingKey, sealedTokenStore } from './sealed-token-store.js';

/** Options of {@link fileTokenStore}. */
export interface FileTokenStoreOptions {
  /** Encrypts tokens at rest: the first key encrypts, all keys decrypt. Default: tokens are stored unencrypted. */
  readonly sealingKeys?: readonly SealingKey[] | undefined;
}

// Validated where they encrypt.
const optionChecks: OptionChecks<FileTokenStoreOptions> = { sealingKeys: anything };

/**
 * Tokens as files of a folder, one for each context: for a service on one machine, or a program that starts often.
 * Files have mode 0600, the folder 0700. Files are replaced atomically, so a crash or a power failure leaves the old
 * tokens or the new ones. Node only.
 *
 * Its functions throw InvalidInputError `INVALID_FOLDER`, KsefError `INVALID_TOKEN_INFO`, `UNSEAL_FAILED`; a provider
 * reports them by events and logs in again.
 *
 * @param folder created if missing
 * @throws InvalidInputError `INVALID_OPTION`
 * @example
 * ```ts
 * import { type Authenticator, fileTokenStore, TokenProvider } from '@ksef/token-provider';
 *
 * declare const authenticator: Authenticator;
 * const key = crypto.getRandomValues(new Uint8Array(32)); // from your secret store
 * const store = fileTokenStore('./ksef-tokens', { sealingKeys: [{ id: '2026-02', key }] });
 * const tokens = new TokenProvider({ environment: 'TEST', authenticator, store });
 * ```
 */
export function fileTokenStore(folder: string, options: FileTokenStoreOptions = {}): TokenStore {
  checkOptions<FileTokenStoreOptions>(options, optionChecks);
  if (typeof folder !== 'string' || folder === '') throw invalidOption('folder', 'the path of a folder');
  // Loaded on use: a browser does not need node:fs.
  const files = () => import('./token-files.js');
  let swept: Promise<void> | undefined;
  const store: TokenStore = {
    async load(key, use) {
      return (await files()).loadTokens(folder, key, use);
    },
    async save(key, tokens, use) {
      const { saveTokens, sweep } = await files();
      await saveTokens(folder, key, tokens, use);
      // Once: a folder of thousands of contexts takes long to read.
      swept ??= sweep(folder);
      await swept;
    },
    async remove(key, use) {
      return (await files()).removeTokens(folder, key, use);
    },
  };
  return options.sealingKeys ? sealedTokenStore(store, options.sealingKeys) : store;
}
