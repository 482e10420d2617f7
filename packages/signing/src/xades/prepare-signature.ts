import { keepingGlobalEngine } from '../certificates/load-pkijs.js';
import type { LoginSignatureParts, PreparedSignature } from './login-signature.js';

let loaded: Promise<typeof import('./login-signature.js')> | undefined;

/** Prepares the signature of a login. xadesjs and its dependencies are loaded for the first one. */
export async function prepareSignature(parts: LoginSignatureParts): Promise<PreparedSignature> {
  // The whole of xmldsigjs first: its modules have circular imports, and a bundler that splits them into chunks could
  // evaluate Reference before the Transforms that it needs.
  loaded ??= keepingGlobalEngine(async () => {
    await import('xmldsigjs');
    return import('./login-signature.js');
  });
  return (await loaded).prepareLoginSignature(parts);
}
