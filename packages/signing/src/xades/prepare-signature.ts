import { keepingGlobalEngine } from '../certificates/load-pkijs.js';
import type { LoginSignatureParts, PreparedSignature } from './login-signature.js';

let loaded: Promise<typeof import('./login-signature.js')> | undefined;

/** Prepares the signature of a login; xadesjs and what it brings are loaded for the first one. */
export async function prepareSignature(parts: LoginSignatureParts): Promise<PreparedSignature> {
  loaded ??= keepingGlobalEngine(() => import('./login-signature.js'));
  return (await loaded).prepareLoginSignature(parts);
}
