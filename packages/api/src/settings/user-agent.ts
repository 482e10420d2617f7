import { contractVersion } from '../generated/contract-version.js';

/**
 * The `User-Agent` header of the toolkit: its name, and the version of the KSeF API that it was made for. Undefined in
 * browsers, which send their own.
 */
export function defaultUserAgent(): string | undefined {
  const { process } = globalThis as { process?: { versions?: { node?: string } } };
  return process?.versions?.node && `ksef-toolkit KSeF-API/${contractVersion}`;
}
