import { keepingGlobalEngine } from '../certificates/load-pkijs.js';
import type { LoginSignatureParts, PreparedSignature } from './login-signature.js';

let loaded: Promise<typeof import('./login-signature.js')> | undefined;

/** Prepares the signature of a login; xadesjs and what it brings are loaded for the first one. */
export async function prepareSignature(parts: LoginSignatureParts): Promise<PreparedSignature> {
  // The whole of xmldsigjs first: its modules import each other in rings, and a bundler that makes chunks of its parts
  // would begin with one in whose order Reference comes before the Transforms that it needs.
  loaded ??= keepingGlobalEngine(async () => {
    await import('xmldsigjs');
    return import('./login-signature.js');
  });
  return (await loaded).prepareLoginSignature(parts);
}
