import { keepingGlobalEngine } from '../certificates/load-pkijs.js';

let loaded: Promise<typeof import('./xmldsig.js')> | undefined;

/**
 * xmldsigjs, which canonicalises and digests documents that were already checked. It is loaded for the first signature.
 */
export async function loadXmldsig(): Promise<typeof import('./xmldsig.js')> {
  loaded ??= keepingGlobalEngine(() => import('./xmldsig.js'));
  const xmldsig = await loaded;
  xmldsig.setUpXmlLibraries();
  return xmldsig;
}
