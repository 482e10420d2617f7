import { contractVersion } from '../generated/contract-version.js';

/**
 * What the toolkit says of itself in the `User-Agent` header: its name, and the version of the KSeF API that it was made
 * for. Undefined in browsers, which say what they are themselves.
 */
export function defaultUserAgent(): string | undefined {
  const { process } = globalThis as { process?: { versions?: { node?: string } } };
  return process?.versions?.node && `ksef-toolkit KSeF-API/${contractVersion}`;
}
